// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "./IControllers.sol";

/// @title Who acts for a DID, the same in every registry
abstract contract Controlled {
    /// @notice DIDRegistry, which says who acts for a DID.
    IControllers public immutable DIDS;

    constructor(IControllers dids) {
        DIDS = dids;
    }

    /// @dev Whether the caller acts for the DID.
    function _actsFor(address did) internal view returns (bool) {
        // A deactivated DID, and the authority of an unknown type, have the controller 0, for whom nobody acts.
        return msg.sender != address(0) && DIDS.controllerOf(did) == msg.sender;
    }
}
