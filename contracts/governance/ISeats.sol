// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The part of the Council that other registries ask: who holds a seat now.
interface ISeats {
    /// @notice Whether a DID holds a seat on the council at this block. Its controller in DIDRegistry acts for it.
    function isSeat(address did) external view returns (bool);
}
