// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ControllersDouble} from "../../../contracts/test-doubles/ControllersDouble.sol";
import {Directory} from "../../../contracts/governance/Directory.sol";
import {IDirectory} from "../../../contracts/governance/IDirectory.sol";
import {vm} from "../Vm.sol";

contract Registry {
    uint256 public immutable NUMBER;

    constructor(uint256 number) {
        NUMBER = number;
    }
}

/// @dev The council and strangers, with two names and four contracts.
contract DirectoryActors {
    Directory public immutable DIRECTORY;
    string public wrong;
    Registry[4] private _registries;
    mapping(bytes32 name => IDirectory.Entry[]) private _known;

    constructor() {
        DIRECTORY = new Directory(new ControllersDouble(), address(this), 0);
        for (uint256 i = 0; i < 4; ++i) _registries[i] = new Registry(i);
    }

    function name(uint256 seed) public pure returns (bytes32) {
        return bytes32(seed % 2 + 1);
    }

    function register(uint8 seed, uint8 which) external {
        try DIRECTORY.register(name(seed), address(_registries[which % 4])) {} catch {}
        watch();
    }

    function end(uint8 seed) external {
        // Rarely, so that most entries end by replacement.
        if (seed % 8 < 2) {
            try DIRECTORY.end(name(seed)) {} catch {}
        }
        watch();
    }

    function distrust(uint8 seed, uint8 index) external {
        // Distrust is final for a code. If every code were distrusted, nothing could happen any more.
        if (index > 4) return;
        try DIRECTORY.distrust(name(seed), index, "a bug") {} catch {}
        watch();
    }

    function trespass(address by, uint8 seed, uint8 which) external {
        if (by == address(this)) return;
        bytes[3] memory calls = [
            abi.encodeCall(DIRECTORY.register, (name(seed), address(_registries[which % 4]))),
            abi.encodeCall(DIRECTORY.end, (name(seed))),
            abi.encodeCall(DIRECTORY.distrust, (name(seed), which, "x"))
        ];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(by);
            (bool done,) = address(DIRECTORY).call(calls[i]);
            if (done) wrong = "a stranger wrote";
        }
    }

    function pass(uint16 time) external {
        vm.warp(block.timestamp + time);
    }

    /// @dev Compares each entry with its former state: only its end may move to now, once, and distrust may begin,
    /// once.
    function watch() public {
        for (uint256 n = 1; n <= 2; ++n) {
            IDirectory.Entry[] storage known = _known[bytes32(n)];
            uint256 count = DIRECTORY.count(bytes32(n));
            for (uint256 i = 0; i < count; ++i) {
                IDirectory.Entry memory entry = DIRECTORY.entry(bytes32(n), i);
                if (i == known.length) known.push(entry);
                else _compare(known[i], entry);
                (known[i].until, known[i].distrusted) = (entry.until, entry.distrusted);
            }
        }
    }

    function _compare(IDirectory.Entry storage was, IDirectory.Entry memory entry) private {
        if (entry.registry != was.registry || entry.codeHash != was.codeHash || entry.from != was.from) {
            wrong = "an entry was rewritten";
        }
        if (entry.until != was.until && (was.until != type(uint40).max || entry.until != block.timestamp)) {
            wrong = "an end moved otherwise than from never to now";
        }
        if (was.distrusted && !entry.distrusted) wrong = "distrust was taken back";
    }
}

contract DirectoryInvariants {
    DirectoryActors private _actors;
    Directory private _directory;

    function setUp() public {
        _actors = new DirectoryActors();
        _directory = _actors.DIRECTORY();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actors);
    }

    function invariant_entries_are_append_only_and_written_by_the_council_alone() public view {
        require(bytes(_actors.wrong()).length == 0, _actors.wrong());
    }

    /// @dev Of entries of one name with the same code, all are distrusted or none is.
    function invariant_distrust_is_of_code() public view {
        for (uint256 n = 1; n <= 2; ++n) {
            uint256 count = _directory.count(bytes32(n));
            for (uint256 i = 0; i < count; ++i) {
                IDirectory.Entry memory entry = _directory.entry(bytes32(n), i);
                for (uint256 j = 0; j < i; ++j) {
                    IDirectory.Entry memory earlier = _directory.entry(bytes32(n), j);
                    if (earlier.codeHash != entry.codeHash) continue;
                    require(earlier.distrusted == entry.distrusted, "one code, distrusted and not");
                }
            }
        }
    }

    /// @dev Only a name's last entry can be open-ended; it is the current one, trusted, and its code has the stored
    /// hash.
    function invariant_a_name_has_at_most_one_registry() public view {
        for (uint256 n = 1; n <= 2; ++n) {
            uint256 count = _directory.count(bytes32(n));
            IDirectory.Entry memory current = _directory.current(bytes32(n));
            for (uint256 i = 0; i < count; ++i) {
                IDirectory.Entry memory entry = _directory.entry(bytes32(n), i);
                require(entry.from <= entry.until && entry.from <= block.timestamp, "an epoch that ends before it begins");
                if (entry.until != type(uint40).max) continue;
                require(i == count - 1 && !entry.distrusted, "an entry lasts that is not the last, or distrusted");
                require(current.registry == entry.registry && entry.codeHash == entry.registry.codehash, "not current");
            }
        }
    }
}
