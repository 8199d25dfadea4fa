// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ValidatorSet} from "../../../contracts/governance/ValidatorSet.sol";
import {vm} from "../Vm.sol";

/// @dev The council and strangers, with a dozen nodes. After each attempt it compares the set with a model of its own:
/// its members, and its size at each change.
contract ValidatorActors {
    uint256 public constant NODES = 12;
    ValidatorSet public immutable SET;
    string public wrong;
    mapping(address node => bool) public isIn;
    uint256 public size;
    /// @dev The times of the changes and the sizes before them; the last entry is the start.
    uint256[] private _times;
    uint256[] private _sizes;

    constructor() {
        vm.warp(1_800_000_000);
        address[] memory first = new address[](7);
        for (uint256 i = 0; i < first.length; ++i) {
            first[i] = node(i);
            isIn[node(i)] = true;
        }
        size = first.length;
        SET = new ValidatorSet(address(this), first, 0);
    }

    function node(uint256 seed) public pure returns (address) {
        return address(uint160(0xb0de00 + seed % NODES));
    }

    function add(uint8 seed) external {
        // The last "node" is the zero address.
        address which = seed % 16 == 15 ? address(0) : node(seed);
        uint256 before = size;
        try SET.add(which) {
            if (isIn[which] || which == address(0)) wrong = "one was added who could not be";
            isIn[which] = true;
            ++size;
            _note(before);
        } catch {
            if (!isIn[which] && which != address(0) && _mayChange()) wrong = "a change was refused that should be made";
        }
    }

    function remove(uint8 seed) external {
        address which = node(seed);
        uint256 before = size;
        try SET.remove(which) {
            if (!isIn[which]) wrong = "one was removed who was not there";
            isIn[which] = false;
            --size;
            _note(before);
        } catch {
            if (isIn[which] && size > 1 && _mayChange()) wrong = "a change was refused that should be made";
        }
    }

    function trespass(address by, uint8 seed) external {
        if (by == address(this)) return;
        vm.prank(by);
        try SET.add(node(seed)) {
            wrong = "a stranger added one";
        } catch {}
        vm.prank(by);
        try SET.remove(node(seed)) {
            wrong = "a stranger removed one";
        } catch {}
    }

    function pass(uint16 time) external {
        vm.warp(block.timestamp + time);
    }

    /// @dev Advances to exactly a day after the last change, or a second less.
    function passDay(bool whole) external {
        uint256 last = _times.length == 0 ? block.timestamp : _times[_times.length - 1];
        uint256 target = last + (whole ? 86_400 : 86_399);
        if (target > block.timestamp) vm.warp(target);
    }

    function changes() external view returns (uint256) {
        return _times.length;
    }

    /// @dev How many changes the day beginning with change `first` has, itself included, and how many are allowed.
    function dayFrom(uint256 first) public view returns (uint256 made, uint256 allowed) {
        for (uint256 i = first; i < _times.length && _times[i] < _times[first] + 86_400; ++i) ++made;
        allowed = _sizes[first] / 3 == 0 ? 1 : _sizes[first] / 3;
    }

    function _note(uint256 before) private {
        _times.push(block.timestamp);
        _sizes.push(before);
    }

    /// @dev The rule as written: the day that ends now, including this change.
    function _mayChange() private view returns (bool) {
        (uint256 made, uint256 n) = (0, size);
        for (uint256 i = 0; i < _times.length; ++i) {
            if (_times[i] <= block.timestamp - 86_400) continue;
            if (made++ == 0) n = _sizes[i];
        }
        return made + 1 <= (n < 3 ? 1 : n / 3);
    }
}

contract ValidatorSetInvariants {
    ValidatorActors private _actors;
    ValidatorSet private _set;

    function setUp() public {
        _actors = new ValidatorActors();
        _set = _actors.SET();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actors);
    }

    function invariant_the_council_alone_changes_it_and_only_as_it_may() public view {
        require(bytes(_actors.wrong()).length == 0, _actors.wrong());
    }

    function invariant_it_is_never_empty_and_holds_nobody_twice() public view {
        address[] memory validators = _set.getValidators();
        require(validators.length != 0, "empty");
        require(validators.length == _actors.size(), "another size than what was done to it");
        for (uint256 i = 0; i < validators.length; ++i) {
            require(validators[i] != address(0) && _actors.isIn(validators[i]), "one is there who should not be");
            for (uint256 j = 0; j < i; ++j) require(validators[j] != validators[i], "one is there twice");
        }
    }

    /// @dev It suffices to check the days that begin with a change.
    function invariant_no_day_has_more_changes_than_a_third() public view {
        require(_set.changeCount() == _actors.changes(), "changes were lost, or came from nowhere");
        for (uint256 i = 0; i < _actors.changes(); ++i) {
            (uint256 made, uint256 allowed) = _actors.dayFrom(i);
            require(made <= allowed, "too many changes within a day");
        }
    }
}
