// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DIDRegistry} from "../../../contracts/did/DIDRegistry.sol";
import {IStatusLists} from "../../../contracts/status/IStatusLists.sol";
import {StatusLists} from "../../../contracts/status/StatusLists.sol";
import {vm} from "../Vm.sol";
import {Words} from "../Words.sol";

/// @dev Two issuers, two operators and a stranger, each its own controller, with two lists of two words for each
/// issuer. After each attempt it compares every status with its former value, knowing who tried, and notes in `wrong`
/// the first change that should have been impossible.
contract StatusActors {
    uint256 public constant ISSUERS = 2;
    uint256 private constant _LISTS = 2;
    uint256 private constant _WORDS = 2;

    DIDRegistry public immutable DIDS = new DIDRegistry(0);
    StatusLists public immutable STATUSES = new StatusLists(DIDS, 0);
    string public wrong;
    uint256 public revoked;
    mapping(address issuer => mapping(uint32 list => uint256[_WORDS])) private _known;
    mapping(address issuer => mapping(uint32 list => IStatusLists.StatusList)) private _headers;

    constructor() {
        vm.warp(1_800_000_000);
        open(0, 0, 2);
    }

    function actor(uint256 seed) public pure returns (address) {
        return address(uint160(0x57a700 + seed % 5));
    }

    function open(uint8 issuer, uint8 list, uint8 operator) public {
        _try(issuer, abi.encodeCall(STATUSES.openList, (_issuer(issuer), _list(list), 128, actor(operator))));
    }

    function extend(uint8 by, uint8 issuer, uint8 list) external {
        _try(by, abi.encodeCall(STATUSES.extendList, (_issuer(issuer), _list(list), 256)));
    }

    function setOperator(uint8 by, uint8 issuer, uint8 list, uint8 operator) external {
        _try(by, abi.encodeCall(STATUSES.setOperator, (_issuer(issuer), _list(list), actor(operator))));
    }

    function setStatus(uint8 by, uint8 issuer, uint8 list, uint16 index, uint8 status) external {
        bool done = _try(by, abi.encodeCall(STATUSES.setStatus, (_issuer(issuer), _list(list), index % 300, status % 5)));
        if (done && STATUSES.statusOf(_issuer(issuer), _list(list), index % 300) != status % 5) wrong = "not what was asked";
    }

    function setStatuses(uint8 by, uint8 issuer, uint8 list, uint8 word, uint256 mask, uint256 value) external {
        // Mostly masks of whole statuses, so that most of these succeed.
        if (mask % 8 != 0) mask = (mask & (type(uint256).max / 3)) * 3;
        uint64[] memory words = new uint64[](1);
        (uint256[] memory masks, uint256[] memory values) = (new uint256[](1), new uint256[](1));
        (words[0], masks[0], values[0]) = (word % 3, mask, value & mask);
        _try(by, abi.encodeCall(STATUSES.setStatuses, (_issuer(issuer), _list(list), words, masks, values)));
    }

    function deactivate(uint8 who) external {
        if (who % 64 != 7) return;
        vm.prank(actor(who / 64));
        try DIDS.deactivate(actor(who / 64)) {} catch {}
    }

    function pass(uint16 time) external {
        vm.warp(block.timestamp + time);
    }

    function _issuer(uint8 seed) private pure returns (address) {
        return actor(seed % ISSUERS);
    }

    function _list(uint8 seed) private pure returns (uint32) {
        return uint32(seed % _LISTS);
    }

    function _try(uint8 by, bytes memory call) private returns (bool done) {
        // Every eighth call comes from the zero address.
        address caller = by % 8 == 7 ? address(0) : actor(by);
        vm.prank(caller);
        (done,) = address(STATUSES).call(call);
        for (uint256 i = 0; i < ISSUERS; ++i) {
            for (uint32 list = 0; list < _LISTS; ++list) _watch(actor(i), list, caller);
        }
    }

    function _isDead(address did) private view returns (bool) {
        return DIDS.controllerOf(did) == address(0);
    }

    function _watch(address issuer, uint32 list, address caller) private {
        IStatusLists.StatusList memory header = STATUSES.listOf(issuer, list);
        IStatusLists.StatusList memory before = _headers[issuer][list];
        bool controller = caller == issuer && !_isDead(issuer);
        bool changed = header.capacity != before.capacity || header.operator != before.operator;
        if (changed && !controller) wrong = "a header changed by another than the issuer";
        if (header.capacity < before.capacity) wrong = "a list got shorter";
        if (before.opened != 0 && header.opened != before.opened) wrong = "a list was opened twice";
        _headers[issuer][list] = header;
        uint256[_WORDS] storage known = _known[issuer][list];
        for (uint256 w = 0; w < header.capacity / 128; ++w) {
            uint256 word = STATUSES.wordsOf(issuer, list, uint64(w), 1)[0];
            if (word == known[w]) continue;
            bool operator = caller == before.operator && caller != address(0) && !_isDead(issuer);
            if (!controller && !operator) wrong = "a list changed by another than its issuer and operator";
            _compare(known[w], word, controller);
            known[w] = word;
        }
    }

    function _compare(uint256 before, uint256 word, bool controller) private {
        for (uint256 i = 0; i < 256; i += 2) {
            (uint256 was, uint256 is_) = ((before >> i) & 3, (word >> i) & 3);
            if (was == is_) continue;
            if (was == 1) wrong = "the invalid came back";
            if (is_ == 1) ++revoked;
            if (!controller && (was | is_) & 1 != 0) wrong = "an operator did more than suspend and reinstate";
        }
    }

    /// @dev How many statuses are invalid now.
    function invalid() external view returns (uint256 count) {
        for (uint256 i = 0; i < ISSUERS * _LISTS; ++i) {
            (address issuer, uint32 list) = (actor(i / _LISTS), uint32(i % _LISTS));
            uint256 capacity = STATUSES.listOf(issuer, list).capacity;
            for (uint256 w = 0; w < capacity / 128; ++w) {
                uint256 word = STATUSES.wordsOf(issuer, list, uint64(w), 1)[0];
                uint256 low = word & ~(word >> 1) & (type(uint256).max / 3);
                for (; low != 0; low &= low - 1) ++count;
            }
        }
    }
}

/// @dev Random sequences in which issuers, operators, strangers and the zero address open lists and write statuses.
contract StatusInvariants {
    StatusActors private _handler;
    StatusLists private _statuses;

    function setUp() public {
        _handler = new StatusActors();
        _statuses = _handler.STATUSES();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Invalid is final. Only the issuer, or within its limit the operator, changes a list. A deactivated issuer's
    /// list does not change.
    function invariant_nothing_happened_that_should_not() public view {
        require(bytes(_handler.wrong()).length == 0, _handler.wrong());
    }

    function invariant_whatever_was_revoked_is_revoked() public view {
        require(_handler.invalid() == _handler.revoked(), "a revocation was lost, or came from nowhere");
    }

    function invariant_the_status_is_that_of_the_word_and_what_is_not_in_an_open_list_has_none() public view {
        for (uint256 i = 0; i < _handler.ISSUERS(); ++i) {
            for (uint32 list = 0; list < 3; ++list) _checkReads(_handler.actor(i), list);
        }
    }

    function _checkReads(address issuer, uint32 list) private view {
        IStatusLists.StatusList memory stored = _statuses.listOf(issuer, list);
        for (uint64 index = 0; index < 300; index += 37) {
            (uint256 header, uint256 word) = _statuses.statusWords(issuer, list, index);
            require(header == Words.pack(stored), "another header");
            try _statuses.statusOf(issuer, list, index) returns (uint8 status) {
                require(index < stored.capacity && status == (word >> (2 * (index % 128))) & 3, "another status");
                require(word == _statuses.wordsOf(issuer, list, index / 128, 1)[0], "another word");
            } catch {
                require(index >= stored.capacity && word == 0, "a status of a list refused");
            }
        }
    }
}
