// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../contracts/did/IControllers.sol";

/// @title In place of DIDRegistry where it is only asked who acts for whom: anybody acts for any identity, or nobody
/// @dev Whatever the real one may answer is among it, and in one step.
contract Controllers is IControllers {
    mapping(address identity => address) public controllerOf;
}
