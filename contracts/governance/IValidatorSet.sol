// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The validators: who seals the blocks
/// @notice What Hyperledger Besu's QBFT reads, by `getValidators()`, at the address that the genesis names as
/// `validatorcontractaddress`: block n is sealed by the set in the state after block n − 1. Verifiers that rely on proofs read the same
/// slots, and advance their trust anchors from one set to the next; so the set moves in bounded steps.
///
/// - It is never empty, holds nobody twice, and at most `MAX_VALIDATORS`.
/// - In any `WINDOW` seconds it changes at most max(1, ⌊n/3⌋) times, where n is its size as they begin. The window slides; it is no
///   calendar day, around whose midnight two bursts would meet. A change stops counting exactly `WINDOW` seconds after it was made.
/// - Adding and removing are one change each; to replace a validator's key takes two. The first set is no change.
///
/// It works deployed as well as placed in a genesis, from where no event tells the first set: so each event tells the whole set.
///
/// It deliberately takes no votes of validators, has no exchange of one for another in one step, and knows nothing of who runs a node.
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

    /// @notice Address 0 seals nothing.
    error ValidatorSetZeroAddress();
    /// @notice The set holds nobody twice.
    error ValidatorSetAlreadyIn(address validator);
    /// @notice The address is not in the set.
    error ValidatorSetNotIn(address validator);
    /// @notice There are `MAX_VALIDATORS` already.
    error ValidatorSetFull(uint256 most);
    /// @notice There would be nobody to seal the next block.
    error ValidatorSetEmpty();
    /// @notice As many changes as may be were made within `WINDOW` seconds.
    /// @param notBefore Seconds; when the oldest of them stops counting.
    error ValidatorSetTooManyChanges(uint256 made, uint256 allowed, uint256 notBefore);

    /// @notice Adds a validator, from the next block on. Called by the council only.
    /// @param validator The address of the node's key, as in its seals. Neither 0 nor in the set.
    function add(address validator) external;

    /// @notice Removes a validator, from the next block on; the last one of the set takes its place. Called by the council only.
    function remove(address validator) external;

    /// @notice Who seals the next block. The order means nothing. Never empty.
    function getValidators() external view returns (address[] memory);

    /// @notice How many changes were made in the `WINDOW` seconds that end now, and how many may be made in them altogether.
    function allowance() external view returns (uint256 made, uint256 allowed);

    /// @notice How many changes were ever made.
    function changeCount() external view returns (uint256);

    /// @notice A change, the first being 0; all zero if there is none.
    function change(uint256 index) external view returns (Change memory);
}
