// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The validators, who seal the blocks
/// @notice Hyperledger Besu's QBFT reads it by `getValidators()` at the address that the genesis names as
/// `validatorcontractaddress`: block n is sealed by the set in the state after block n − 1. Verifiers that rely on
/// proofs read the same slots, and advance their trust anchors from one set to the next. So the set changes in limited
/// steps.
///
/// - It is never empty, has no duplicates, and at most `MAX_VALIDATORS` members.
/// - In any `WINDOW` seconds it changes at most max(1, ⌊n/3⌋) times, where n is its size at their beginning. The window
///   slides; it is no calendar day, around whose midnight two bursts could meet. A change stops counting exactly
///   `WINDOW` seconds after it was made.
/// - Adding and removing are one change each; replacing a validator's key takes two. The first set is no change.
///
/// It works deployed as well as in a genesis, where no event names the first set; so each event has the whole set.
///
/// It deliberately takes no votes of validators, cannot exchange one for another in one step, and does not know who
/// runs a node.
interface IValidatorSet {
    /// @notice One change. One slot, from the lowest bit up: time 40 | size 16
    /// @param time Seconds; when it was made.
    /// @param size How many validators there were before it.
    struct Change {
        uint40 time;
        uint16 size;
    }

    /// @notice The first set of a set that was deployed.
    event ValidatorsNamed(address[] validators);
    /// @param validators The whole set that seals from the next block on, in the order of its slots.
    event ValidatorAdded(address indexed validator, address[] validators);
    /// @param validators The whole set that seals from the next block on, in the order of its slots.
    event ValidatorRemoved(address indexed validator, address[] validators);

    /// @notice The zero address seals nothing.
    error ValidatorSetZeroAddress();
    /// @notice The address is in the set already.
    error ValidatorSetAlreadyIn(address validator);
    /// @notice The address is not in the set.
    error ValidatorSetNotIn(address validator);
    /// @notice There are `MAX_VALIDATORS` validators already.
    error ValidatorSetFull(uint256 most);
    /// @notice There would be nobody to seal the next block.
    error ValidatorSetEmpty();
    /// @notice No more changes are allowed within `WINDOW` seconds.
    /// @param notBefore Seconds; when the oldest of them stops counting.
    error ValidatorSetTooManyChanges(uint256 made, uint256 allowed, uint256 notBefore);

    /// @notice Adds a validator, from the next block on. Called by the council only.
    /// @param validator The address of the node's key, as in its seals. Neither 0 nor in the set.
    function add(address validator) external;

    /// @notice Removes a validator, from the next block on; the last one of the set takes its place. Called by the council only.
    function remove(address validator) external;

    /// @notice The validators of the next block. The order has no meaning. Never empty.
    function getValidators() external view returns (address[] memory);

    /// @notice How many changes were made in the `WINDOW` seconds that end now, and how many are allowed in them.
    function allowance() external view returns (uint256 made, uint256 allowed);

    /// @notice The number of all changes.
    function changeCount() external view returns (uint256);

    /// @notice A change; the index counts from 0. All zero if there is none.
    function change(uint256 index) external view returns (Change memory);
}
