// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {IDIDRegistry} from "../contracts/did/IDIDRegistry.sol";
import {StatusLists} from "../contracts/status/StatusLists.sol";
import {TrustLens} from "../contracts/TrustLens.sol";
import {LensChainScene} from "./LensChainScene.sol";

/// @title The chain above an issuer, as the lens reports it
/// @dev A chain of any length, reported up to the third link. A holder's epoch at the moment is looked up instead of
/// searched for (docs/proved.md); {LensChainEpochsProofs} proves the search.
contract LensChainProofs is LensChainScene {
    uint256 private constant _MOST = 3;

    StatusLists private _statuses = new StatusLists(_dids, "proofs");
    TrustLens private _lens =
        new TrustLens(IDIDRegistry(address(_dids)), _types, _accreditations, _statuses, "proofs");

    /// @notice The chain of trust in the lens's answer is what the registries say, link by link up to the authority:
    /// each link has its holder's own records, and whether its holder is deactivated. No link is left out, and none
    /// invented.
    function check_the_lens_tells_the_chain_link_by_link(address issuer, bytes32 typeId, uint40 issuedAt) public view {
        TrustLens.Records memory found = _look(issuer, typeId, issuedAt);
        uint256 length = found.chain.length;
        assert(found.deactivated.length == length);
        (address holder, bool more) = (issuer, true);
        for (uint256 i = 0; i < length; ++i) {
            assert(more);
            (bool begun, uint256 epoch) = _assertLink(found.chain[i], found.deactivated[i], holder, typeId, issuedAt);
            // The bit "root" in an epoch's rights.
            (holder, more) = (address(uint160(epoch)), _all(begun, epoch >> 251 & 1 == 0, true));
        }
        bool nobody = _count(_record(holder, typeId)) == 0;
        assert(_either(!more, _either(nobody, length == _MOST)));
    }

    /// @dev Compares a link with the records stored for `holder`. Returns the epoch that the link must report.
    function _assertLink(
        IAccreditations.Link memory link,
        bool deactivated,
        address holder,
        bytes32 typeId,
        uint40 moment
    ) private view returns (bool begun, uint256 epoch) {
        uint256 index;
        (begun, index) = _found(holder, moment);
        uint256 record = _record(holder, typeId);
        epoch = _epoch(holder, typeId, index);
        uint256 newest;
        unchecked {
            newest = _epoch(holder, typeId, _count(record) - 1);
        }
        uint256 words = link.accreditation ^ record | link.newest ^ newest | link.index ^ index;
        uint256 who = uint160(link.holder) ^ uint160(holder) | _bit(deactivated) ^ _bit(_dead(holder));
        assert(_all(words | who == 0, link.epoch == (_bit(begun) * epoch), _count(record) != 0));
    }

    function _look(address issuer, bytes32 typeId, uint40 issuedAt) private view returns (TrustLens.Records memory) {
        TrustLens.Query[] memory queries = new TrustLens.Query[](1);
        queries[0] = TrustLens.Query(issuer, 0, 0, typeId, 0, issuedAt, false, 0, 0, false);
        (, TrustLens.Records[] memory records) = _lens.look(queries);
        return records[0];
    }

    /// @dev The answer of the lookup that replaces the search (THREE_LINKS in tools/proving/edits.ts).
    function _found(address holder, uint40 moment) private view returns (bool begun, uint256 index) {
        uint256 found = _word(keccak256(abi.encode(moment, keccak256(abi.encode(holder, 2)))));
        return (found & 1 != 0, found >> 1);
    }

    function _dead(address did) private view returns (bool) {
        return _dids.controllerOf(did) == address(0);
    }
}
