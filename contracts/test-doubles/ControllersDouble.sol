// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../did/IControllers.sol";

/// @title DIDRegistry with answers that a test sets
/// @dev As in ERC-1056, an identity without records is its own controller.
contract ControllersDouble is IControllers {
    mapping(address identity => address) private _controllers;
    mapping(address identity => bool) private _deactivated;

    function setController(address identity, address controller) external {
        _controllers[identity] = controller;
    }

    function deactivate(address identity) external {
        _deactivated[identity] = true;
    }

    function controllerOf(address identity) external view returns (address) {
        if (_deactivated[identity]) return address(0);
        address controller = _controllers[identity];
        return controller == address(0) ? identity : controller;
    }
}
