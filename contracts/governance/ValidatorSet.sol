// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CouncilOnly} from "./CouncilOnly.sol";
import {IValidatorSet} from "./IValidatorSet.sol";

/// @title ValidatorSet
/// @notice The model, the rules and who may call are in {IValidatorSet}; the storage layout is in docs/storage.md.
contract ValidatorSet is IValidatorSet, CouncilOnly {
    /// @notice The most validators: QBFT's messages grow with their square, and a header has seals of two thirds of
    /// them.
    uint256 public constant MAX_VALIDATORS = 64;
    /// @notice Seconds in which the number of changes is limited.
    uint256 public constant WINDOW = 86_400;

    /// @dev One address per slot, so that a proof of the set consists of its length and as many slots.
    address[] private _validators;
    /// @dev Oldest first.
    Change[] private _changes;

    constructor(address council, address[] memory validators, bytes32 salt) CouncilOnly(council, salt) {
        if (validators.length == 0) revert ValidatorSetEmpty();
        for (uint256 i = 0; i < validators.length; ++i) _add(validators[i]);
        emit ValidatorsNamed(validators);
    }

    /// @inheritdoc IValidatorSet
    function add(address validator) external onlyCouncil {
        _count();
        _add(validator);
        emit ValidatorAdded(validator, _validators);
    }

    /// @inheritdoc IValidatorSet
    function remove(address validator) external onlyCouncil {
        uint256 size = _validators.length;
        uint256 index = _indexOf(validator);
        if (index == size) revert ValidatorSetNotIn(validator);
        if (size == 1) revert ValidatorSetEmpty();
        _count();
        _validators[index] = _validators[size - 1];
        _validators.pop();
        emit ValidatorRemoved(validator, _validators);
    }

    /// @inheritdoc IValidatorSet
    function getValidators() external view returns (address[] memory) {
        return _validators;
    }

    /// @inheritdoc IValidatorSet
    function allowance() public view returns (uint256 made, uint256 allowed) {
        uint256 changes = _changes.length;
        uint256 size = _validators.length;
        // The loop is limited: at most ⌊MAX_VALIDATORS / 3⌋ changes are in the window.
        for (; made < changes; ++made) {
            Change memory earlier = _changes[changes - 1 - made];
            if (earlier.time + WINDOW <= block.timestamp) break;
            size = earlier.size;
        }
        allowed = size < 6 ? 1 : size / 3;
    }

    /// @inheritdoc IValidatorSet
    function changeCount() external view returns (uint256) {
        return _changes.length;
    }

    /// @inheritdoc IValidatorSet
    function change(uint256 index) external view returns (Change memory found) {
        if (index < _changes.length) found = _changes[index];
    }

    /// @dev Records a change that is about to be made, if it is allowed now.
    function _count() private {
        (uint256 made, uint256 allowed) = allowance();
        if (made >= allowed) {
            revert ValidatorSetTooManyChanges(made, allowed, _changes[_changes.length - made].time + WINDOW);
        }
        _changes.push(Change(uint40(block.timestamp), uint16(_validators.length)));
    }

    function _add(address validator) private {
        if (validator == address(0)) revert ValidatorSetZeroAddress();
        uint256 size = _validators.length;
        if (_indexOf(validator) != size) revert ValidatorSetAlreadyIn(validator);
        if (size == MAX_VALIDATORS) revert ValidatorSetFull(MAX_VALIDATORS);
        _validators.push(validator);
    }

    /// @return index The validator's index; the number of validators if it is not in the set.
    function _indexOf(address validator) private view returns (uint256 index) {
        uint256 size = _validators.length;
        while (index < size && _validators[index] != validator) ++index;
    }
}
