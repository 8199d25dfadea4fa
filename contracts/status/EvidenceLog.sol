// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEvidenceLog} from "./IEvidenceLog.sol";

/// @title EvidenceLog
/// @notice The model, the rules and who may call are in {IEvidenceLog}; the storage layout is in docs/storage.md.
contract EvidenceLog is IEvidenceLog {
    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID = block.chainid;

    /// @inheritdoc IEvidenceLog
    mapping(bytes32 root => uint40) public anchoredAt;

    constructor(bytes32 salt) {
        SALT = salt;
    }

    /// @inheritdoc IEvidenceLog
    function anchor(bytes32[] calldata roots) external {
        if (roots.length == 0) revert EvidenceNoRoots();
        uint40 time = uint40(block.timestamp);
        for (uint256 i = 0; i < roots.length; ++i) {
            bytes32 root = roots[i];
            if (root == 0) revert EvidenceZeroRoot(i);
            if (anchoredAt[root] != 0) continue;
            anchoredAt[root] = time;
            emit RootAnchored(root, time);
        }
    }
}
