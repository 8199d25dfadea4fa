// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The directory: which contract is the registry of a name, and since when
/// @notice Registries are immutable. One with a bug is replaced by registering another under its name. Trust anchors
/// follow the entries by proof. Entries are append-only: an entry keeps its address, code hash and beginning. Only two
/// things can change, once each: its end moves to now, and it is distrusted, for good.
///
/// What an entry that *ended* said during its term stays valid. Nothing that a *distrusted* one ever said may be relied
/// on.
///
/// It deliberately has no owner, no proxy and no call forwarding: readers look up, and decide.
interface IDirectory {
    /// @notice One entry. Two slots, from the lowest bit up: registry 160 | from 40 | until 40 | distrusted 8, then the
    /// code hash
    /// @param registry The contract.
    /// @param from Seconds; the first of its term.
    /// @param until Seconds; the first after its term. The largest uint40 while it lasts.
    /// @param distrusted Whether the council declared that nothing it ever said may be relied on.
    /// @param codeHash keccak256 of the runtime code at registration, read by the directory itself (EIP-1052).
    struct Entry {
        address registry;
        uint40 from;
        uint40 until;
        bool distrusted;
        bytes32 codeHash;
    }

    event Registered(bytes32 indexed name, uint256 indexed index, address indexed registry, bytes32 codeHash, uint40 from);
    event Ended(bytes32 indexed name, uint256 indexed index, uint40 until);
    /// @param until The end of the entry: now, if it had not ended before.
    event Distrusted(bytes32 indexed name, uint256 indexed index, uint40 until, string reason);

    /// @notice A name must not be empty.
    error DirectoryNoName();
    /// @notice There is no contract at this address.
    error DirectoryNoCode(address registry);
    /// @notice The same contract with the same code is already the current one.
    error DirectoryUnchanged(bytes32 name, address registry);
    /// @notice The name has no current entry.
    error DirectoryNoCurrent(bytes32 name);
    /// @notice The name has no entry with this index.
    error DirectoryNoEntry(bytes32 name, uint256 index);
    /// @notice The entry is distrusted already, for good.
    error DirectoryAlreadyDistrusted(bytes32 name, uint256 index);
    /// @notice A distrusted contract with the same code cannot be registered again under its name.
    error DirectoryDistrustedCode(bytes32 name, uint256 index);
    /// @notice A reason has 1 to `MAX_REASON` bytes.
    error DirectoryReasonLength(uint256 length);

    /// @notice Makes a contract the current one of a name, from now on, and ends the previous one. Called by the
    /// council only.
    /// @param name Not 0; by convention the contract's name in ASCII, padded with zeros: "DIDRegistry".
    function register(bytes32 name, address registry) external returns (uint256 index);

    /// @notice Ends the current entry of a name without a successor. Called by the council only.
    function end(bytes32 name) external;

    /// @notice Declares that nothing an entry ever said may be relied on, and ends it if it lasts. So it does with every
    /// other entry of the name with the same code, earlier or later. Final. Called by the council only.
    /// @param reason For people, UTF-8, kept in the event.
    function distrust(bytes32 name, uint256 index, string calldata reason) external;

    /// @notice The contract that has a name now; all zero if none has.
    function current(bytes32 name) external view returns (Entry memory);

    /// @notice An entry of a name; the index counts from 0. All zero if there is none.
    function entry(bytes32 name, uint256 index) external view returns (Entry memory);

    /// @notice How many entries a name has had.
    function count(bytes32 name) external view returns (uint256);
}
