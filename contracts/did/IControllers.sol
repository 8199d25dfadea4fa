// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The part of DIDRegistry that the other registries ask.
interface IControllers {
    /// @notice Who acts for a DID now, in every registry.
    /// @return controller The identity's controller; address(0) once the DID is deactivated, so that nobody acts for it.
    function controllerOf(address identity) external view returns (address controller);
}
