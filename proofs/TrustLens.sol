// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Accreditations} from "../contracts/accreditation/Accreditations.sol";
import {CredentialTypes} from "../contracts/accreditation/CredentialTypes.sol";
import {DIDRegistry} from "../contracts/did/DIDRegistry.sol";
import {IDIDRegistry} from "../contracts/did/IDIDRegistry.sol";
import {IStatusLists} from "../contracts/status/IStatusLists.sol";
import {StatusLists} from "../contracts/status/StatusLists.sol";
import {SeatsDouble} from "../contracts/test-doubles/SeatsDouble.sol";
import {TrustLens} from "../contracts/TrustLens.sol";
import {Words} from "../test/invariants/Words.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title The lens's answers to verifiers
/// @dev Any query, with arbitrary contents of the registries.
contract TrustLensProofs is Symbolic {
    DIDRegistry private _dids = new DIDRegistry("proofs");
    CredentialTypes private _types = new CredentialTypes(_dids, address(0xC0), "proofs");
    Accreditations private _accreditations = new Accreditations(_dids, _types, new SeatsDouble(), "proofs");
    StatusLists private _statuses = new StatusLists(_dids, "proofs");
    TrustLens private _lens = new TrustLens(_dids, _types, _accreditations, _statuses, "proofs");

    function setUp() public {
        svm.enableSymbolicStorage(address(_dids));
        svm.enableSymbolicStorage(address(_types));
        svm.enableSymbolicStorage(address(_accreditations));
        svm.enableSymbolicStorage(address(_statuses));
    }

    /// @notice The lens's answer about a credential's issuer, key, type and status is what the registries say: nothing
    /// is left out and nothing invented. So are the issuer and the type of a credential that names a certificate or a
    /// doctype instead.
    function check_the_lens_says_what_the_registries_say(
        TrustLens.Query memory asked
    ) public view {
        asked.hasStatus = true;
        bytes32 typeId = asked.doctypeId == 0 ? asked.typeId : _types.typeOfDoctype(asked.doctypeId);
        address issuer = asked.anchor == 0 ? asked.issuer : _accreditations.issuerOfAnchor(typeId, asked.anchor);
        vm.assume(_accreditations.accreditationOf(issuer, typeId).epochs == 0);
        asked.withTerm = false;
        TrustLens.Records memory found = _look(asked);
        _assumeWritten(found);
        assert(found.issuer == issuer);
        assert(found.typeId == typeId);
        IDIDRegistry.Key memory key = _dids.keyOf(issuer, asked.thumbprint);
        assert(found.key ^ Words.pack(key) | uint256(found.xOrHash ^ key.xOrHash) == 0);
        assert(found.kind == Words.pack(_types.typeOf(typeId)));
        assert(found.issuerDeactivated == _dead(issuer));
        assert(found.authorityDeactivated == _dead(_types.authorityOf(typeId)));
        _checkStatus(asked, issuer, found);
    }

    function _checkStatus(TrustLens.Query memory asked, address issuer, TrustLens.Records memory found) private view {
        IStatusLists.StatusList memory header = _statuses.listOf(issuer, asked.list);
        assert(found.list ^ Words.pack(header) | found.chain.length == 0);
        vm.assume(_all(asked.index < header.capacity, header.opened != 0, true));
        uint256 status = _statuses.statusOf(issuer, asked.list, asked.index);
        assert((found.statuses >> (2 * (asked.index % 128))) & 3 == status);
    }

    /// @dev Assumes that unused bits of a word are 0, because nothing writes them (docs/storage.md), and that a flag is
    /// 0 or 1.
    function _assumeWritten(TrustLens.Records memory found) private pure {
        vm.assume(found.key & ~uint256(type(uint152).max ^ 0xfe << 136) | found.list >> 232 == 0);
    }

    function _look(TrustLens.Query memory query) private view returns (TrustLens.Records memory) {
        TrustLens.Query[] memory queries = new TrustLens.Query[](1);
        queries[0] = query;
        (, TrustLens.Records[] memory records) = _lens.look(queries);
        return records[0];
    }

    function _dead(address did) private view returns (bool) {
        return _dids.controllerOf(did) == address(0);
    }
}
