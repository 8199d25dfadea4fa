// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governor, IGovernor} from "@openzeppelin/contracts/governance/Governor.sol";
import {
    GovernorTimelockControl,
    TimelockController
} from "@openzeppelin/contracts/governance/extensions/GovernorTimelockControl.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Controlled} from "../did/Controlled.sol";
import {IControllers} from "../did/IControllers.sol";
import {CouncilTimelock} from "./CouncilTimelock.sol";
import {ICouncil} from "./ICouncil.sol";
import {SeatCounting} from "./SeatCounting.sol";

/// @title Council
/// @notice The model, the rules and who may call are in {ICouncil}; docs/registries/council.md has the storage layout.
contract Council is GovernorTimelockControl, SeatCounting, Controlled {
    /// @notice With the chain id, identifies one deployment, so that its code hash does too.
    bytes32 public immutable SALT;
    uint256 public immutable CHAIN_ID;
    /// @notice Seconds after which a decision that is not executed expires.
    uint256 public constant LAPSE = 30 days;

    uint48 private immutable _VOTING_DELAY;
    uint32 private immutable _VOTING_PERIOD;

    /// @inheritdoc ICouncil
    address public guardian;

    constructor(
        IControllers controllers,
        address[] memory members,
        address firstGuardian,
        Periods memory periods,
        bytes32 salt
    )
        Governor("Didim Council")
        GovernorTimelockControl(
            TimelockController(payable(new CouncilTimelock(periods.timelockDelay, address(this))))
        )
        Controlled(controllers)
    {
        if (periods.votingDelay == 0 || periods.votingPeriod == 0 || periods.timelockDelay == 0) {
            revert CouncilZeroPeriod();
        }
        (SALT, CHAIN_ID) = (salt, block.chainid);
        (_VOTING_DELAY, _VOTING_PERIOD) = (periods.votingDelay, periods.votingPeriod);
        if (members.length == 0) revert CouncilInactive(address(0));
        for (uint256 i = 0; i < members.length; ++i) _seatActive(controllers, members[i]);
        _setGuardian(controllers, firstGuardian);
    }

    // --- what seats do ---

    /// @inheritdoc ICouncil
    function proposeFor(
        address member,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) public returns (uint256) {
        _checkActsFor(member);
        _seatOf(member);
        if (!_isValidDescriptionForProposer(member, description)) revert GovernorRestrictedProposer(member);
        return _propose(targets, values, calldatas, description, member);
    }

    /// @inheritdoc ICouncil
    function castVoteFor(address member, uint256 proposalId, uint8 support, string calldata reason)
        public
        returns (uint256)
    {
        _checkActsFor(member);
        return _castVote(proposalId, member, support, reason);
    }

    /// @inheritdoc IGovernor
    function propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) public override returns (uint256) {
        return proposeFor(msg.sender, targets, values, calldatas, description);
    }

    /// @inheritdoc IGovernor
    function castVote(uint256 proposalId, uint8 support) public override returns (uint256) {
        _checkActsFor(msg.sender);
        return _castVote(proposalId, msg.sender, support, "");
    }

    /// @inheritdoc IGovernor
    function castVoteWithReason(uint256 proposalId, uint8 support, string calldata reason)
        public
        override
        returns (uint256)
    {
        return castVoteFor(msg.sender, proposalId, support, reason);
    }

    /// @dev The signature must be the current controller's; the ballot names the member, whose nonce it uses.
    function _validateVoteSig(uint256 proposalId, uint8 support, address member, bytes memory signature)
        internal
        override
        returns (bool)
    {
        address controller = DIDS.controllerOf(member);
        bytes32 ballot = _hashTypedDataV4(
            keccak256(abi.encode(BALLOT_TYPEHASH, proposalId, support, member, _useNonce(member)))
        );
        return controller != address(0) && SignatureChecker.isValidSignatureNow(controller, ballot, signature);
    }

    // --- what the guardian does ---

    /// @notice Cancels a proposal that is not executed yet. Called by the guardian's controller only.
    function cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) public override returns (uint256) {
        if (_replacesGuardianOnly(targets, calldatas)) {
            revert CouncilGuardianCannotKeepOffice(hashProposal(targets, values, calldatas, descriptionHash));
        }
        return super.cancel(targets, values, calldatas, descriptionHash);
    }

    function _validateCancel(uint256, address) internal view override returns (bool) {
        return _actsFor(guardian);
    }

    function _replacesGuardianOnly(address[] memory targets, bytes[] memory calldatas) private view returns (bool) {
        return targets.length == 1 && calldatas.length == 1 && targets[0] == address(this)
            && bytes4(calldatas[0]) == this.setGuardian.selector;
    }

    // --- what the council does to itself, by executed proposals ---

    /// @inheritdoc ICouncil
    function addSeat(address member) external onlyGovernance {
        _seatActive(DIDS, member);
    }

    /// @inheritdoc ICouncil
    function removeSeat(address member) external onlyGovernance {
        _removeSeat(member);
    }

    /// @inheritdoc ICouncil
    function setGuardian(address did) external onlyGovernance {
        _setGuardian(DIDS, did);
    }

    function _seatActive(IControllers controllers, address member) private {
        _checkActive(controllers, member);
        _addSeat(member);
    }

    function _setGuardian(IControllers controllers, address did) private {
        _checkActive(controllers, did);
        address previous = guardian;
        if (did == previous) revert CouncilAlreadyGuardian(did);
        guardian = did;
        emit GuardianChanged(previous, did);
    }

    function _checkActive(IControllers controllers, address did) private view {
        if (did == address(0) || controllers.controllerOf(did) == address(0)) revert CouncilInactive(did);
    }

    function _checkActsFor(address member) private view {
        if (!_actsFor(member)) revert CouncilNotController(member, msg.sender, DIDS.controllerOf(member));
    }

    // --- periods and states ---

    /// @inheritdoc IGovernor
    function votingDelay() public view override returns (uint256) {
        return _VOTING_DELAY;
    }

    /// @inheritdoc IGovernor
    function votingPeriod() public view override returns (uint256) {
        return _VOTING_PERIOD;
    }

    /// @inheritdoc IGovernor
    function state(uint256 proposalId) public view override(Governor, GovernorTimelockControl) returns (ProposalState) {
        ProposalState current = super.state(proposalId);
        bool lapsed = (current == ProposalState.Succeeded && clock() > proposalDeadline(proposalId) + LAPSE)
            || (current == ProposalState.Queued && clock() > proposalEta(proposalId) + LAPSE);
        return lapsed ? ProposalState.Expired : current;
    }

    // --- what the stock Governor offers and the council does not ---

    /// @dev Would let the council act under this contract's name, as proposer and executor of its own timelock, without
    /// any count.
    function relay(address, uint256, bytes calldata) public payable override {
        revert CouncilClosed();
    }

    /// @dev The registries store the timelock's address for ever; with another timelock the council would have no power
    /// over them.
    function updateTimelock(TimelockController) public pure override {
        revert CouncilClosed();
    }

    /// @dev Ballots have no parameters.
    function castVoteWithReasonAndParams(uint256, uint8, string calldata, bytes memory)
        public
        pure
        override
        returns (uint256)
    {
        revert CouncilClosed();
    }

    /// @dev Ballots have no parameters, and this function would check the member's own key, not its controller's.
    function castVoteWithReasonAndParamsBySig(
        uint256,
        uint8,
        address,
        string calldata,
        bytes memory,
        bytes memory
    ) public pure override returns (uint256) {
        revert CouncilClosed();
    }

    // --- which of two inherited functions ---

    function proposalNeedsQueuing(uint256 id) public view override(Governor, GovernorTimelockControl) returns (bool) {
        return super.proposalNeedsQueuing(id);
    }

    function _queueOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint48) {
        return super._queueOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) {
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    function _cancel(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override(Governor, GovernorTimelockControl) returns (uint256) {
        return super._cancel(targets, values, calldatas, descriptionHash);
    }

    function _executor() internal view override(Governor, GovernorTimelockControl) returns (address) {
        return super._executor();
    }
}
