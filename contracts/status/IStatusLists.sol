// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The status of each credential: valid, invalid, suspended
/// @notice An issuer's DID owns lists, which it numbers. A list has two-bit statuses with the values of the IETF Token
/// Status List (§7.1): 0 valid, 1 invalid (final), 2 suspended, 3 application specific. A word holds 128 of them, the
/// status of index i in bits 2(i mod 128) and up of word i / 128. Issuing a credential costs no transaction: it takes
/// an index of an open list, whose status is 0 already.
///
/// A list must be opened first, with a capacity. An index that is not in an open list has no status. Lists are never
/// closed. Who may call: the issuer's controller; and, for 0 ↔ 2 only, the list's operator. Times are seconds since
/// 1970.
interface IStatusLists {
    /// @notice A list's header. One slot, from the lowest bit up: operator 160 | capacity 32 | opened 40
    struct StatusList {
        address operator; // an account that may suspend and reinstate; 0: none
        uint32 capacity; // how many credentials it has room for: a multiple of 128
        uint40 opened; // 0: not opened
    }

    event ListOpened(address indexed issuer, uint32 indexed list, uint32 capacity, address operator);
    event ListExtended(address indexed issuer, uint32 indexed list, uint32 capacity);
    event OperatorChanged(address indexed issuer, uint32 indexed list, address operator);
    /// @notice A word has a new value.
    /// @param place From the lowest bit up: word 64 | list 32 | issuer 160
    event StatusesChanged(uint256 indexed place, uint256 word);

    /// @dev `caller` is neither the controller of the issuer's DID nor the list's operator.
    error StatusNotIssuer(address issuer, uint32 list, address caller);
    /// @dev The operator may only change 0 to 2 and 2 to 0. `lanes`: the statuses in question, two bits set for each.
    error StatusBeyondOperator(address operator, uint256 word, uint256 lanes);
    /// @dev The issuer never opened this list, so nothing in it has a status.
    error StatusListUnopened(address issuer, uint32 list);
    /// @dev A list can be opened only once.
    error StatusListOpen(address issuer, uint32 list);
    /// @dev Capacities are multiples of 128, from 128 to 2^31, and only grow.
    error StatusBadCapacity(uint256 capacity, uint256 present);
    /// @dev The list has room for `capacity`: indices or words from `index` on are outside it.
    error StatusOutOfRange(address issuer, uint32 list, uint256 index, uint256 capacity);
    /// @dev Invalid is final. `lanes`: the statuses in question.
    error StatusFinal(address issuer, uint32 list, uint256 word, uint256 lanes);
    /// @dev A status is one of 0 to 3.
    error StatusValueUnknown(uint256 value);
    /// @dev A mask must cover whole statuses (both bits of each, or neither), and no value may lie outside its mask.
    error StatusMaskSplit(uint256 mask, uint256 value);
    /// @dev There must be one mask and one value for each word.
    error StatusLengths(uint256 words, uint256 masks, uint256 values);

    /// @notice A list's header as stored; all zero if it was never opened.
    function listOf(address issuer, uint32 list) external view returns (StatusList memory);

    /// @notice One status. Reverts if the list is not open or has no such index, which is not "valid".
    function statusOf(address issuer, uint32 list, uint256 index) external view returns (uint8);

    /// @notice A list's header and the word with the status, as stored (docs/storage.md), for readers that judge both.
    /// A status means something only if the list is open and has room for the index; otherwise it is not "valid",
    /// whatever the word says.
    function statusWords(address issuer, uint32 list, uint64 index) external view returns (uint256 header, uint256 word);

    /// @notice Words `[first, first + count)` of a list as stored, so that a reader need not reveal which credential it
    /// means.
    function wordsOf(address issuer, uint32 list, uint64 first, uint64 count) external view returns (uint256[] memory);

    /// @notice By the issuer's controller: opens a list.
    /// @param capacity How many credentials: a multiple of 128.
    /// @param operator May suspend and reinstate; 0: nobody.
    function openList(address issuer, uint32 list, uint32 capacity, address operator) external;

    /// @notice By the issuer's controller: increases the capacity.
    function extendList(address issuer, uint32 list, uint32 capacity) external;

    /// @notice By the issuer's controller: names another operator, or none (0).
    function setOperator(address issuer, uint32 list, address operator) external;

    /// @notice By the issuer's controller or, for 0 ↔ 2, the list's operator: sets one status.
    function setStatus(address issuer, uint32 list, uint256 index, uint8 status) external;

    /// @notice {setStatus} for thousands in one call: in each word, the statuses under the mask become those of the
    /// value.
    /// @param words The words' numbers.
    /// @param masks 11 over each status to set, 00 elsewhere.
    /// @param values The statuses, 0 outside the mask.
    function setStatuses(
        address issuer,
        uint32 list,
        uint64[] calldata words,
        uint256[] calldata masks,
        uint256[] calldata values
    ) external;
}
