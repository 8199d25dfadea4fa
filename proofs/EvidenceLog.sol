// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EvidenceLog} from "../contracts/status/EvidenceLog.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title When evidence was anchored
contract EvidenceLogProofs is Symbolic {
    EvidenceLog private _log = new EvidenceLog("proofs");

    function setUp() public {
        svm.enableSymbolicStorage(address(_log));
    }

    /// @notice The time at which evidence was first anchored never changes, and no evidence is anchored in the past.
    /// @custom:reaches EvidenceLog
    function check_the_first_write_wins(address caller, bytes32 root, uint40 time) public {
        uint40 before = _log.anchoredAt(root);
        _at(time);
        _anyCall(address(_log), "EvidenceLog", caller);
        uint40 later = _log.anchoredAt(root);
        assert(later == before || (before == 0 && later == time));
    }
}
