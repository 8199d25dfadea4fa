// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../../contracts/accreditation/IAccreditations.sol";
import {ICredentialTypes} from "../../contracts/accreditation/ICredentialTypes.sol";
import {IDIDRegistry} from "../../contracts/did/IDIDRegistry.sol";
import {IStatusLists} from "../../contracts/status/IStatusLists.sol";

/// @title Packs records into the words of docs/storage.md, independently of the contracts
library Words {
    function pack(IDIDRegistry.Key memory key) internal pure returns (uint256) {
        return uint256(key.from) | uint256(key.until) << 40 | uint256(key.compromisedSince) << 80
            | uint256(key.reason) << 120 | uint256(key.algorithm) << 128 | _bit(key.yIsOdd) << 136
            | uint256(key.position) << 144;
    }

    function pack(ICredentialTypes.CredentialType memory kind) internal pure returns (uint256) {
        return uint256(uint160(kind.authority)) | uint256(kind.registered) << 160 | uint256(kind.retired) << 200
            | uint256(kind.epochs) << 240 | uint256(kind.flags) << 248;
    }

    function pack(ICredentialTypes.AuthorityEpoch memory term) internal pure returns (uint256) {
        return uint256(uint160(term.authority)) | uint256(term.from) << 160 | uint256(term.until) << 200
            | uint256(term.reason) << 240;
    }

    function pack(IAccreditations.Accreditation memory record) internal pure returns (uint256) {
        return uint256(uint160(record.appliedTo)) | uint256(record.applied) << 160 | uint256(record.appliedRights) << 200
            | uint256(record.exceptions) << 208 | uint256(record.epochs) << 216
            | uint256(record.generationStart) << 232 | uint256(record.generation) << 248;
    }

    function pack(IAccreditations.Epoch memory epoch) internal pure returns (uint256) {
        return uint256(uint160(epoch.accreditor)) | uint256(epoch.from) << 160 | uint256(epoch.until) << 200
            | uint256(epoch.parentGeneration) << 240 | uint256(epoch.rights) << 248;
    }

    function pack(IStatusLists.StatusList memory list) internal pure returns (uint256) {
        return uint256(uint160(list.operator)) | uint256(list.capacity) << 160 | uint256(list.opened) << 192;
    }

    function _bit(bool flag) private pure returns (uint256) {
        return flag ? 1 : 0;
    }
}
