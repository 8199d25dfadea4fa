// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CredentialTypes} from "../contracts/accreditation/CredentialTypes.sol";
import {ICredentialTypes} from "../contracts/accreditation/ICredentialTypes.sol";
import {Controllers} from "./Controllers.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title Who is the authority over what
contract CredentialTypesProofs is Symbolic {
    address private constant COUNCIL = address(0xC0);

    Controllers private _dids = new Controllers();
    CredentialTypes private _types = new CredentialTypes(_dids, COUNCIL, "proofs");

    function setUp() public {
        svm.enableSymbolicStorage(address(_dids));
        svm.enableSymbolicStorage(address(_types));
    }

    /// @notice Nobody but the council and its authority decides about a type, and whom the authority offered it to; and the council only who
    /// that authority is: it changes neither the schema nor whether the type is retired.
    function check_nobody_elses_type(address caller, bytes32 typeId, uint40 time) public {
        ICredentialTypes.CredentialType memory before = _types.typeOf(typeId);
        vm.assume(before.registered != 0);
        vm.assume(!_acts(caller, before.authority));
        bytes32 schemaHash = _types.schemaHashOf(typeId);
        bool mayChangeHands = _either(caller == COUNCIL, _acts(caller, _types.successorOf(typeId)));
        _call(caller, time);
        ICredentialTypes.CredentialType memory later = _types.typeOf(typeId);
        assert(later.applicationStatusIsValid == before.applicationStatusIsValid);
        assert(later.registered ^ before.registered | later.retired ^ before.retired == 0);
        assert(_types.schemaHashOf(typeId) == schemaHash);
        bool sameHands = uint160(later.authority) ^ uint160(before.authority) | later.epochs ^ before.epochs == 0;
        assert(_either(mayChangeHands, sameHands));
    }

    function _call(address caller, uint40 time) private {
        _at(time);
        _anyCall(address(_types), "CredentialTypes", caller);
    }

    function _acts(address caller, address did) private view returns (bool) {
        return _dids.controllerOf(did) == caller;
    }
}
