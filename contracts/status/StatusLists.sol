// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Controlled} from "../did/Controlled.sol";
import {IControllers} from "../did/IControllers.sol";
import {IStatusLists} from "./IStatusLists.sol";

/// @title StatusLists
/// @notice The model, the rules and who may call are in {IStatusLists}; the storage layout is in docs/storage.md.
contract StatusLists is IStatusLists, Controlled {
    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID = block.chainid;

    uint256 private constant _PER_WORD = 128;
    /// @dev The low bit of every status.
    uint256 private constant _LOW = type(uint256).max / 3;

    /// @dev One slot. It is a struct, so that its slot is computed once for reading and writing.
    struct Word {
        uint256 statuses;
    }

    /// @dev Keyed, from the lowest bit up, by 0 (64 bits) | list 32 | issuer 160.
    mapping(uint256 listId => StatusList) private _lists;
    /// @dev Keyed, from the lowest bit up, by word 64 | list 32 | issuer 160.
    mapping(uint256 place => Word) private _words;

    constructor(IControllers dids, bytes32 salt) Controlled(dids) {
        SALT = salt;
    }

    modifier byIssuer(address issuer, uint32 list) {
        if (!_actsFor(issuer)) revert StatusNotIssuer(issuer, list, msg.sender);
        _;
    }

    /// @inheritdoc IStatusLists
    function listOf(address issuer, uint32 list) external view returns (StatusList memory) {
        return _lists[_listId(issuer, list)];
    }

    /// @inheritdoc IStatusLists
    function statusOf(address issuer, uint32 list, uint256 index) external view returns (uint8) {
        uint256 listId = _listId(issuer, list);
        uint256 capacity = _open(listId, issuer, list).capacity;
        if (index >= capacity) revert StatusOutOfRange(issuer, list, index, capacity);
        return uint8((_words[listId | index / _PER_WORD].statuses >> _shift(index)) & 3);
    }

    /// @inheritdoc IStatusLists
    function statusWords(address issuer, uint32 list, uint64 index)
        external
        view
        returns (uint256 header, uint256 word)
    {
        uint256 listId = _listId(issuer, list);
        StatusList storage stored = _lists[listId];
        assembly ("memory-safe") {
            header := sload(stored.slot)
        }
        word = _words[listId | index / _PER_WORD].statuses;
    }

    /// @inheritdoc IStatusLists
    function wordsOf(address issuer, uint32 list, uint64 first, uint64 count)
        external
        view
        returns (uint256[] memory words)
    {
        uint256 listId = _listId(issuer, list);
        uint256 capacity = _open(listId, issuer, list).capacity / _PER_WORD;
        if (uint256(first) + count > capacity) revert StatusOutOfRange(issuer, list, uint256(first) + count, capacity);
        words = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            words[i] = _words[listId | (first + i)].statuses;
        }
    }

    /// @inheritdoc IStatusLists
    function openList(address issuer, uint32 list, uint32 capacity, address operator) external byIssuer(issuer, list) {
        StatusList storage header = _lists[_listId(issuer, list)];
        if (header.opened != 0) revert StatusListOpen(issuer, list);
        _checkCapacity(capacity, 0);
        (header.operator, header.capacity, header.opened) = (operator, capacity, uint40(block.timestamp));
        emit ListOpened(issuer, list, capacity, operator);
    }

    /// @inheritdoc IStatusLists
    function extendList(address issuer, uint32 list, uint32 capacity) external byIssuer(issuer, list) {
        StatusList storage header = _open(_listId(issuer, list), issuer, list);
        _checkCapacity(capacity, header.capacity);
        header.capacity = capacity;
        emit ListExtended(issuer, list, capacity);
    }

    /// @inheritdoc IStatusLists
    function setOperator(address issuer, uint32 list, address operator) external byIssuer(issuer, list) {
        StatusList storage header = _open(_listId(issuer, list), issuer, list);
        if (header.operator == operator) return;
        header.operator = operator;
        emit OperatorChanged(issuer, list, operator);
    }

    /// @inheritdoc IStatusLists
    function setStatus(address issuer, uint32 list, uint256 index, uint8 status) external {
        if (status > 3) revert StatusValueUnknown(status);
        uint256 listId = _listId(issuer, list);
        bool operator = _authorize(listId, issuer, list);
        uint256 place = listId | index >> 7;
        // A word with any status was in range when written, and lists only grow: the header need not be read.
        if (index > type(uint32).max || _words[place].statuses == 0) _requireRoom(listId, issuer, list, index);
        _write(place, 3 << _shift(index), uint256(status) << _shift(index), operator);
    }

    /// @inheritdoc IStatusLists
    function setStatuses(
        address issuer,
        uint32 list,
        uint64[] calldata words,
        uint256[] calldata masks,
        uint256[] calldata values
    ) external {
        uint256 count = words.length;
        if (masks.length != count || values.length != count) {
            revert StatusLengths(count, masks.length, values.length);
        }
        uint256 listId = _listId(issuer, list);
        bool operator = _authorize(listId, issuer, list);
        uint256 capacity = _open(listId, issuer, list).capacity;
        for (uint256 i = 0; i < count; ++i) {
            (uint256 word, uint256 mask, uint256 value) = (words[i], masks[i], values[i]);
            if (word >= capacity / _PER_WORD) revert StatusOutOfRange(issuer, list, word * _PER_WORD, capacity);
            if ((mask & _LOW) * 3 != mask || value & ~mask != 0) revert StatusMaskSplit(mask, value);
            _write(listId | word, mask, value, operator);
        }
    }

    /// @return operator True if the caller may only suspend and reinstate.
    function _authorize(uint256 listId, address issuer, uint32 list) private view returns (bool operator) {
        address controller = DIDS.controllerOf(issuer);
        // A deactivated issuer's operator cannot act either: its list is unmaintained. Nor can the zero address be an
        // operator.
        if (controller == address(0) || msg.sender == address(0)) revert StatusNotIssuer(issuer, list, msg.sender);
        operator = controller != msg.sender;
        if (operator && _lists[listId].operator != msg.sender) revert StatusNotIssuer(issuer, list, msg.sender);
    }

    function _requireRoom(uint256 listId, address issuer, uint32 list, uint256 index) private view {
        uint256 capacity = _open(listId, issuer, list).capacity;
        if (index >= capacity) revert StatusOutOfRange(issuer, list, index, capacity);
    }

    function _write(uint256 place, uint256 mask, uint256 value, bool operator) private {
        Word storage word = _words[place];
        uint256 old = word.statuses;
        uint256 change = (old & mask) ^ value;
        if (change == 0) return;
        uint256 low = (change | (change >> 1)) & _LOW; // the low bits of the statuses that change
        uint256 revoked = old & ~(old >> 1) & low;
        if (revoked != 0) {
            revert StatusFinal(address(uint160(place >> 96)), uint32(place >> 64), uint64(place), revoked * 3);
        }
        // 0 and 2 are the statuses with the low bit clear.
        if (operator && (old | value) & low != 0) {
            revert StatusBeyondOperator(msg.sender, uint64(place), ((old | value) & low) * 3);
        }
        word.statuses = old ^ change;
        emit StatusesChanged(place, old ^ change);
    }

    function _open(uint256 listId, address issuer, uint32 list) private view returns (StatusList storage header) {
        header = _lists[listId];
        if (header.opened == 0) revert StatusListUnopened(issuer, list);
    }

    function _checkCapacity(uint32 capacity, uint32 present) private pure {
        if (capacity % _PER_WORD != 0 || capacity <= present || capacity > 1 << 31) {
            revert StatusBadCapacity(capacity, present);
        }
    }

    function _listId(address issuer, uint32 list) private pure returns (uint256) {
        return uint256(uint160(issuer)) << 96 | uint256(list) << 64;
    }

    function _shift(uint256 index) private pure returns (uint256) {
        return (index & 127) << 1;
    }
}
