// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../contracts/did/IControllers.sol";

/// @title Replaces DIDRegistry where it only answers who acts for whom
/// @dev Every identity has an arbitrary controller, or none. That includes every answer of the real registry, in one
/// step.
contract Controllers is IControllers {
    mapping(address identity => address) public controllerOf;

    /// @dev For each agency and type, the number of the epoch that decides, in the proofs that do not walk down to it: see
    /// docs/proved.md. It is kept here because it must be the same each time that it is asked for.
    mapping(address issuer => mapping(bytes32 typeId => uint256)) public decidingEpoch;
}
