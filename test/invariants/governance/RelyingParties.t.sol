// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DIDRegistry} from "../../../contracts/did/DIDRegistry.sol";
import {IRelyingParties} from "../../../contracts/governance/IRelyingParties.sol";
import {RelyingParties} from "../../../contracts/governance/RelyingParties.sol";
import {vm} from "../Vm.sol";

/// @dev Six DIDs, each possibly supervisor and relying party at once, and the council, with one type.
contract RelyingPartiesActors {
    uint256 public constant ACTORS = 6;
    bytes32 public constant TYPE = bytes32(uint256(1));
    DIDRegistry public immutable DIDS = new DIDRegistry(0);
    RelyingParties public immutable REGISTRY;
    string public wrong;
    mapping(address party => IRelyingParties.Registration[]) private _known;
    mapping(address supervisor => IRelyingParties.Appointment[]) private _appointments;
    mapping(address supervisor => Theft[]) private _thefts;

    /// @dev A theft that the council declared: since when, and until when, the end of the appointment.
    struct Theft {
        uint40 since;
        uint40 until;
    }

    constructor() {
        REGISTRY = new RelyingParties(DIDS, address(this), 0);
    }

    function actor(uint256 seed) public pure returns (address) {
        return address(uint160(0xb0b000 + seed % ACTORS));
    }

    function appoint(uint8 who, uint16 time) external {
        try REGISTRY.appoint(actor(who), uint40(block.timestamp + time)) {} catch {}
        _watch();
    }

    function dismiss(uint8 who, uint8 which, uint16 ago) external {
        if (who % 4 == 0) {
            uint40 since = ago % 2 == 0 ? 0 : uint40(block.timestamp - ago % block.timestamp);
            address supervisor = actor(who / 4);
            // One more than there are.
            uint256 index = which % (REGISTRY.appointmentCount(supervisor) + 1);
            try REGISTRY.dismiss(supervisor, index, since) {
                if (since != 0) _thefts[supervisor].push(Theft(since, REGISTRY.appointment(supervisor, index).until));
            } catch {}
        }
        _watch();
    }

    function register(uint8 by, uint8 party, uint8 claim, uint16 time) external {
        _write(by, party, _call(REGISTRY.register.selector, by, party, claim, time));
    }

    function renew(uint8 by, uint8 party, uint8 claim, uint16 time) external {
        _write(by, party, _call(REGISTRY.renew.selector, by, party, claim, time));
    }

    function withdraw(uint8 by, uint8 party) external {
        _write(by, party, abi.encodeCall(REGISTRY.withdraw, (actor(by), actor(party), TYPE)));
    }

    function trespass(uint8 by, uint8 supervisor, uint8 party, uint8 claim) external {
        if (actor(by) == actor(supervisor)) return;
        vm.prank(actor(by));
        (bool done,) =
            address(REGISTRY).call(_call(REGISTRY.renew.selector, supervisor, party, claim, 100));
        if (done) wrong = "written in another supervisor's name";
        vm.prank(actor(by));
        (done,) = address(REGISTRY).call(abi.encodeCall(REGISTRY.appoint, (actor(by), type(uint40).max)));
        if (done) wrong = "appointed by another than the council";
    }

    function deactivate(uint8 who) external {
        if (who % 32 != 5) return;
        vm.prank(actor(who));
        try DIDS.deactivate(actor(who)) {} catch {}
    }

    function pass(uint8 time) external {
        vm.warp(block.timestamp + uint256(time) * 16);
        _watch();
    }

    function _call(bytes4 selector, uint8 by, uint8 party, uint8 claim, uint16 time)
        private
        view
        returns (bytes memory)
    {
        bytes32[] memory claims = new bytes32[](1);
        claims[0] = bytes32(uint256(claim));
        uint40 until = uint40(block.timestamp + time);
        IRelyingParties.Entry memory entry = IRelyingParties.Entry(until, claims, "", "Name", "tel:110", "why");
        return abi.encodeWithSelector(selector, actor(by), actor(party), TYPE, entry);
    }

    /// @dev Who may write is computed beforehand, only from the rules.
    function _write(uint8 by, uint8 party, bytes memory call) private {
        bool appointed = REGISTRY.isSupervisor(actor(by));
        address holder = REGISTRY.registrationOf(actor(party), TYPE).supervisor;
        bool others = holder != address(0) && holder != actor(by) && REGISTRY.isSupervisor(holder);
        vm.prank(actor(by));
        (bool done,) = address(REGISTRY).call(call);
        if (done && !appointed) wrong = "written by who is no supervisor";
        if (done && others) wrong = "another supervisor's registration was changed";
        if (done && DIDS.controllerOf(actor(by)) == address(0)) wrong = "a deactivated DID acted";
        _watch();
    }

    function _watch() private {
        for (uint256 a = 0; a < ACTORS; ++a) {
            _watchRegistrations(actor(a));
            _watchAppointments(actor(a));
        }
    }

    /// @dev Only a future end may move to now.
    function _watchRegistrations(address party) private {
        IRelyingParties.Registration[] storage known = _known[party];
        for (uint256 i = 0; i < REGISTRY.registrationCount(party, TYPE); ++i) {
            IRelyingParties.Registration memory found = REGISTRY.registration(party, TYPE, i);
            if (i == known.length) known.push(found);
            IRelyingParties.Registration storage was = known[i];
            if (
                found.supervisor != was.supervisor || found.from != was.from || found.claims[0] != was.claims[0]
                    || found.claims.length != was.claims.length
            ) wrong = "a registration was rewritten";
            if (found.until != was.until && (was.until <= block.timestamp || found.until != block.timestamp)) {
                wrong = "a registration's end moved otherwise than down to now";
            }
            if (found.reason < was.reason) wrong = "a registration's reason got better";
            (was.until, was.reason) = (found.until, found.reason);
        }
    }

    function _watchAppointments(address supervisor) private {
        IRelyingParties.Appointment[] storage known = _appointments[supervisor];
        for (uint256 i = 0; i < REGISTRY.appointmentCount(supervisor); ++i) {
            IRelyingParties.Appointment memory found = REGISTRY.appointment(supervisor, i);
            if (i == known.length) known.push(found);
            if (found.from != known[i].from || found.until > known[i].until) wrong = "an appointment was rewritten";
            if (found.until != known[i].until && known[i].until <= block.timestamp) {
                wrong = "an ended appointment changed";
            }
            if (found.reason < known[i].reason) wrong = "an appointment's reason got better";
            if (known[i].stolenSince != 0 && found.stolenSince > known[i].stolenSince) {
                wrong = "a declared theft moved to a later moment";
            }
            known[i] = found;
        }
    }

    /// @dev Whether the registration was made while a thief acted, as the council declared.
    function isStolen(address supervisor, uint40 from) external view returns (bool) {
        for (uint256 i = 0; i < _thefts[supervisor].length; ++i) {
            Theft memory theft = _thefts[supervisor][i];
            if (theft.since <= from && from <= theft.until) return true;
        }
        return false;
    }
}

contract RelyingPartiesInvariants {
    RelyingPartiesActors private _actors;
    RelyingParties private _registry;

    function setUp() public {
        _actors = new RelyingPartiesActors();
        _registry = _actors.REGISTRY();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actors);
    }

    function invariant_registrations_are_append_only_and_each_its_supervisors() public view {
        require(bytes(_actors.wrong()).length == 0, _actors.wrong());
    }

    function invariant_at_most_the_last_registration_is_in_force() public view {
        bytes32 typeId = _actors.TYPE();
        for (uint256 a = 0; a < _actors.ACTORS(); ++a) {
            address party = _actors.actor(a);
            uint256 count = _registry.registrationCount(party, typeId);
            for (uint256 i = 0; i + 1 < count; ++i) {
                require(_registry.registration(party, typeId, i).until <= block.timestamp, "two are in force");
            }
        }
    }

    function invariant_what_a_thief_registered_is_not_in_force() public view {
        for (uint256 a = 0; a < _actors.ACTORS(); ++a) {
            IRelyingParties.Registration memory held = _registry.registrationOf(_actors.actor(a), _actors.TYPE());
            if (held.from == 0) continue;
            require(!_actors.isStolen(held.supervisor, held.from), "what a thief registered is in force");
        }
    }

    function invariant_a_deactivated_party_may_ask_nothing() public view {
        bytes32[] memory claims = new bytes32[](2);
        for (uint256 a = 0; a < _actors.ACTORS(); ++a) {
            address party = _actors.actor(a);
            if (_actors.DIDS().controllerOf(party) != address(0)) continue;
            (bool registered, uint40 until, uint256 overAsked) = _registry.mayAsk(party, _actors.TYPE(), claims);
            require(!registered && until == 0 && overAsked == 3, "a deactivated party may ask");
        }
    }
}
