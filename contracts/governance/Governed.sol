// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Controlled} from "../did/Controlled.sol";
import {IControllers} from "../did/IControllers.sol";
import {CouncilOnly} from "./CouncilOnly.sol";

/// @title A registry that the council writes to, and that asks DIDRegistry who acts for a DID
abstract contract Governed is Controlled, CouncilOnly {
    /// @dev A registry that relies on an address without code could not be read or written.
    error GovernedNoCode(address target);

    constructor(IControllers controllers, address council, bytes32 salt)
        Controlled(controllers)
        CouncilOnly(council, salt)
    {
        if (address(controllers).code.length == 0) revert GovernedNoCode(address(controllers));
    }
}
