// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../did/IControllers.sol";

/// @title What a registry that the council writes to is tied to, for ever
/// @notice All are immutables, so that a pinned code hash names one deployment on one chain.
abstract contract Governed {
    /// @notice DIDRegistry, which says who acts for a DID.
    IControllers public immutable DIDS;
    /// @notice The address that the council acts with: its timelock.
    address public immutable COUNCIL;
    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID;

    error GovernedNotCouncil(address caller, address council);
    error GovernedNoCode(address target);

    /// @dev A registry over an address without code could never be read or written rightly.
    constructor(IControllers controllers, address council, bytes32 salt) {
        if (address(controllers).code.length == 0) revert GovernedNoCode(address(controllers));
        if (council == address(0)) revert GovernedNotCouncil(msg.sender, council);
        (DIDS, COUNCIL, SALT, CHAIN_ID) = (controllers, council, salt, block.chainid);
    }

    modifier onlyCouncil() {
        if (msg.sender != COUNCIL) revert GovernedNotCouncil(msg.sender, COUNCIL);
        _;
    }
}
