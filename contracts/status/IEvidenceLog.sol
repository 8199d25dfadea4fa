// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The evidence log: what existed by when
/// @notice A root of a Merkle tree over many pieces of evidence, blinded by random salts, gets the time of the block that first held it.
/// Whoever shows a piece with its salt and its path to an anchored root shows that the piece existed by then (docs/registries/evidence-log.md).
///
/// The first write wins, for good: anchoring a root again is no error, changes nothing and emits nothing. Nobody owns a root, and
/// nothing is gained by anchoring another's before him: the time only gets earlier.
///
/// Nothing personal belongs here, not even hashed: only roots over many, blinded, which the log cannot check. It deliberately keeps no
/// anchoring account, no leaf, no number of leaves and no list of roots; the events have those that were new, in order.
interface IEvidenceLog {
    /// @param time Seconds; the time of the block.
    event RootAnchored(bytes32 indexed root, uint40 time);

    /// @notice Nothing was given to anchor.
    error EvidenceNoRoots();
    /// @notice The root at a position is 0, which is no hash of anything.
    error EvidenceZeroRoot(uint256 position);

    /// @notice Anchors the roots that are not anchored yet, now. Called by anyone.
    /// @param roots At least one, none 0; as many as the block's gas allows.
    function anchor(bytes32[] calldata roots) external;

    /// @notice When a root was first anchored: seconds; 0 if it never was.
    function anchoredAt(bytes32 root) external view returns (uint40);
}
