// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The evidence log: what existed by when
/// @notice A root of a Merkle tree over many pieces of evidence, blinded by random salts, gets the time of the block
/// that first contained it. Whoever shows a piece with its salt and its path to an anchored root proves that the piece
/// existed by then (docs/registries/evidence-log.md).
///
/// The first write wins, for good: anchoring a root again is no error, changes nothing and emits nothing. Nobody owns a
/// root, and anchoring another's root first gains nothing: its time only gets earlier.
///
/// Nothing personal belongs here, not even hashed: only blinded roots over many pieces, which the log cannot check. It
/// deliberately stores no sender, no leaf, no number of leaves and no list of roots; the events have the new ones in
/// order.
interface IEvidenceLog {
    /// @param time Seconds; the time of the block.
    event RootAnchored(bytes32 indexed root, uint40 time);

    /// @notice The call has no roots.
    error EvidenceNoRoots();
    /// @notice The root at this position is 0, which is no hash.
    error EvidenceZeroRoot(uint256 position);

    /// @notice Anchors the roots that are not anchored yet, now. Called by anyone.
    /// @param roots At least one, none 0; as many as the block's gas allows.
    function anchor(bytes32[] calldata roots) external;

    /// @notice When a root was first anchored: seconds; 0 if it never was.
    function anchoredAt(bytes32 root) external view returns (uint40);
}
