// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../contracts/did/IControllers.sol";

/// @title Replaces DIDRegistry where it only answers who acts for whom
/// @dev Every identity has an arbitrary controller, or none. That includes every answer of the real registry, in one
/// step.
contract Controllers is IControllers {
    mapping(address identity => address) public controllerOf;
}
