// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {StatusLists} from "../contracts/status/StatusLists.sol";
import {AccreditationScene} from "./AccreditationScene.sol";
import {svm, vm} from "./Symbolic.sol";

/// @title What the council cannot do
/// @dev One arbitrary call of the council's executor to the registries that hold agencies' records. Excludes agencies
/// that made the council their controller or operator, and types whose authority is the council's DID: there it acts in
/// that role.
contract CouncilProofs is AccreditationScene {
    StatusLists private _statuses = new StatusLists(_dids, "proofs");

    function setUp() public override {
        super.setUp();
        svm.enableSymbolicStorage(address(_statuses));
    }

    /// @notice The council cannot revoke, suspend or reinstate a citizen's credential, or make a revoked one valid.
    function check_the_council_touches_no_credential(address issuer, uint32 list, uint64 index, uint40 time) public {
        (uint256 header, uint256 word) = _statuses.statusWords(issuer, list, index);
        vm.assume(!_acts(COUNCIL, issuer));
        vm.assume(address(uint160(header)) != COUNCIL);
        _at(time);
        _anyCall(address(_statuses), "StatusLists", COUNCIL);
        (uint256 headerLater, uint256 wordLater) = _statuses.statusWords(issuer, list, index);
        assert(headerLater ^ header | wordLater ^ word == 0);
    }

    /// @notice The council cannot accredit an agency, nor suspend, withdraw or rewrite its accreditation.
    function check_the_council_touches_no_accreditation(address issuer, bytes32 typeId, uint16 index, uint40 time) public {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        IAccreditations.Epoch memory epoch = _accreditations.epochOf(issuer, typeId, index);
        vm.assume(!_acts(COUNCIL, issuer));
        vm.assume(!_acts(COUNCIL, _types.authorityOf(typeId)));
        vm.assume(!_acts(COUNCIL, record.appliedTo));
        vm.assume(!_acts(COUNCIL, _deciding(issuer, typeId).accreditor));
        _call(COUNCIL, time);
        assert(_differ(record, _accreditations.accreditationOf(issuer, typeId)) == 0);
        assert(_differ(epoch, _accreditations.epochOf(issuer, typeId, index)) == 0);
    }
}
