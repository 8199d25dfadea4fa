// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "../did/IControllers.sol";
import {Governed} from "./Governed.sol";
import {IDirectory} from "./IDirectory.sol";

/// @title Directory
/// @notice The model, the rules and who may call are in {IDirectory}; docs/registries/directory.md has the storage layout.
contract Directory is IDirectory, Governed {
    /// @notice The longest reason, in bytes.
    uint256 public constant MAX_REASON = 280;
    uint40 private constant _NO_END = type(uint40).max;

    mapping(bytes32 name => Entry[]) private _entries;
    /// @dev Index + 1 of the last distrusted entry with this code, or 0; so `register` need not loop over the history.
    mapping(bytes32 name => mapping(bytes32 codeHash => uint256)) private _distrusted;

    constructor(IControllers controllers, address council, bytes32 salt) Governed(controllers, council, salt) {}

    /// @inheritdoc IDirectory
    function current(bytes32 name) external view returns (Entry memory found) {
        Entry[] storage entries = _entries[name];
        if (_lasts(entries)) found = entries[entries.length - 1];
    }

    /// @inheritdoc IDirectory
    function entry(bytes32 name, uint256 index) external view returns (Entry memory found) {
        if (index < _entries[name].length) found = _entries[name][index];
    }

    /// @inheritdoc IDirectory
    function count(bytes32 name) external view returns (uint256) {
        return _entries[name].length;
    }

    /// @inheritdoc IDirectory
    function register(bytes32 name, address registry) external onlyCouncil returns (uint256 index) {
        if (name == 0) revert DirectoryNoName();
        if (registry.code.length == 0) revert DirectoryNoCode(registry);
        Entry[] storage entries = _entries[name];
        index = entries.length;
        if (_distrusted[name][registry.codehash] != 0) revert DirectoryDistrustedCode(name, _distrusted[name][registry.codehash] - 1);
        if (_lasts(entries)) {
            Entry storage former = entries[index - 1];
            if (former.registry == registry && former.codeHash == registry.codehash) revert DirectoryUnchanged(name, registry);
            _end(name, former, index - 1);
        }
        uint40 from = uint40(block.timestamp);
        entries.push(Entry(registry, from, _NO_END, false, registry.codehash));
        emit Registered(name, index, registry, registry.codehash, from);
    }

    /// @inheritdoc IDirectory
    function end(bytes32 name) external onlyCouncil {
        Entry[] storage entries = _entries[name];
        if (!_lasts(entries)) revert DirectoryNoCurrent(name);
        _end(name, entries[entries.length - 1], entries.length - 1);
    }

    /// @inheritdoc IDirectory
    function distrust(bytes32 name, uint256 index, string calldata reason) external onlyCouncil {
        Entry[] storage entries = _entries[name];
        if (index >= entries.length) revert DirectoryNoEntry(name, index);
        uint256 length = bytes(reason).length;
        if (length == 0 || length > MAX_REASON) revert DirectoryReasonLength(length);
        if (entries[index].distrusted) revert DirectoryAlreadyDistrusted(name, index);
        bytes32 codeHash = entries[index].codeHash;
        // The same code may have been registered more than once before it was distrusted.
        for (uint256 i = 0; i < entries.length; ++i) {
            if (entries[i].codeHash == codeHash) _distrust(name, entries[i], i, reason);
        }
    }

    function _distrust(bytes32 name, Entry storage fallen, uint256 index, string calldata reason) private {
        fallen.distrusted = true;
        if (fallen.until == _NO_END) fallen.until = uint40(block.timestamp);
        _distrusted[name][fallen.codeHash] = index + 1;
        emit Distrusted(name, index, fallen.until, reason);
    }

    function _lasts(Entry[] storage entries) private view returns (bool) {
        return entries.length != 0 && entries[entries.length - 1].until == _NO_END;
    }

    function _end(bytes32 name, Entry storage ending, uint256 index) private {
        ending.until = uint40(block.timestamp);
        emit Ended(name, index, ending.until);
    }
}
