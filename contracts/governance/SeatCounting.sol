// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Governor, IGovernor, IERC6372} from "@openzeppelin/contracts/governance/Governor.sol";
import {ICouncil} from "./ICouncil.sol";
import {Seats} from "./Seats.sol";

/// @title The council's count: one seat, one vote, and only seats that exist at the count
/// @dev The rule and its reasons are in {ICouncil}. A proposal has at most `MAX_SEATS` ballots, because only older
/// seats may vote, so a count reads at most 64 seats and 7 slots of ballots.
abstract contract SeatCounting is Governor, Seats {
    uint8 private constant _AGAINST = 0;
    uint8 private constant _FOR = 1;
    uint8 private constant _ABSTAIN = 2;

    /// @dev Numbers of the seats that voted, a list for each kind of ballot.
    mapping(uint256 proposalId => uint16[][3] seatNumbers) private _ballots;

    /// @inheritdoc IERC6372
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IGovernor
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() public pure override returns (string memory) {
        return "support=bravo&quorum=for,abstain";
    }

    /// @notice More than half of the seats that exist at a time (seconds).
    function quorum(uint256 timepoint) public view override returns (uint256) {
        return _seatCountAt(timepoint) / 2 + 1;
    }

    /// @notice Whether a DID has cast a ballot in any of its seatings, whether or not that ballot still counts.
    function hasVoted(uint256 proposalId, address account) public view override returns (bool) {
        for (uint256 number = _latestNumberOf(account); number != 0; number = _previous(number)) {
            if (_seatHasVoted(proposalId, number)) return true;
        }
        return false;
    }

    /// @notice The ballots that count now, as the stock Governor names them.
    function proposalVotes(uint256 proposalId)
        external
        view
        returns (uint256 againstVotes, uint256 forVotes, uint256 abstainVotes)
    {
        (againstVotes, forVotes, abstainVotes,) = tally(proposalId, clock());
    }

    /// @inheritdoc ICouncil
    function tally(uint256 proposalId, uint256 timepoint)
        public
        view
        returns (uint256 against, uint256 inFavour, uint256 abstaining, uint256 present)
    {
        against = _count(proposalId, _AGAINST, timepoint);
        inFavour = _count(proposalId, _FOR, timepoint);
        abstaining = _count(proposalId, _ABSTAIN, timepoint);
        present = _seatCountAt(timepoint);
    }

    function _count(uint256 proposalId, uint8 support, uint256 timepoint) private view returns (uint256 ballots) {
        uint16[] storage numbers = _ballots[proposalId][support];
        for (uint256 i = 0; i < numbers.length; ++i) {
            if (_lastsBeyond(numbers[i], timepoint)) ++ballots;
        }
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        return _quorumReachedAt(proposalId, proposalDeadline(proposalId)) && _quorumReachedAt(proposalId, clock());
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        return _majorityAt(proposalId, proposalDeadline(proposalId)) && _majorityAt(proposalId, clock());
    }

    function _quorumReachedAt(uint256 proposalId, uint256 timepoint) private view returns (bool) {
        (, uint256 inFavour, uint256 abstaining,) = tally(proposalId, timepoint);
        return inFavour + abstaining >= quorum(timepoint);
    }

    function _majorityAt(uint256 proposalId, uint256 timepoint) private view returns (bool) {
        (uint256 against, uint256 inFavour,,) = tally(proposalId, timepoint);
        return inFavour > against;
    }

    function _getVotes(address account, uint256 timepoint, bytes memory) internal view override returns (uint256) {
        return seatNumberAt(account, timepoint) == 0 ? 0 : 1;
    }

    function _countVote(uint256 proposalId, address member, uint8 support, uint256, bytes memory)
        internal
        override
        returns (uint256)
    {
        (uint16 number, uint40 from) = _seatOf(member);
        uint256 made = proposalSnapshot(proposalId) - votingDelay();
        // In the very second of the proposal the order is not known any more, so there is no vote.
        if (from >= made) revert CouncilSeatedTooLate(member, from, made);
        if (support > _ABSTAIN) revert GovernorInvalidVoteType();
        if (_seatHasVoted(proposalId, number)) revert GovernorAlreadyCastVote(member);
        _ballots[proposalId][support].push(number);
        return 1;
    }

    function _seatHasVoted(uint256 proposalId, uint256 number) private view returns (bool) {
        for (uint256 support = 0; support < 3; ++support) {
            uint16[] storage numbers = _ballots[proposalId][support];
            for (uint256 i = 0; i < numbers.length; ++i) {
                if (numbers[i] == number) return true;
            }
        }
        return false;
    }
}
