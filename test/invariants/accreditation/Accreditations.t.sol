// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Accreditations} from "../../../contracts/accreditation/Accreditations.sol";
import {IAccreditations} from "../../../contracts/accreditation/IAccreditations.sol";
import {ICredentialTypes} from "../../../contracts/accreditation/ICredentialTypes.sol";
import {Rights} from "../../../contracts/accreditation/Rights.sol";
import {IDIDRegistry} from "../../../contracts/did/IDIDRegistry.sol";
import {TrustLens} from "../../../contracts/TrustLens.sol";
import {Words} from "../Words.sol";
import {AccreditationsHandler} from "./AccreditationsHandler.sol";

/// @dev The runner only calls contracts of the test file itself.
contract AccreditationsActors is AccreditationsHandler {}

/// @dev Random sequences in which seven DIDs apply, accredit, suspend, hand over, freeze, are deactivated, and exceed
/// their powers.
contract AccreditationsInvariants {
    using Rights for uint8;

    AccreditationsHandler private _handler;
    Accreditations private _accreditations;
    bytes32 private _type;

    function setUp() public {
        _handler = new AccreditationsActors();
        (_accreditations, _type) = (_handler.ACCREDITATIONS(), _handler.TYPE());
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Epochs change only in the two allowed ways, generations never fall, and rights of office follow one another.
    /// Deactivated DIDs, the council, strangers and the zero address write nothing. Whoever ends something is above it.
    /// Nobody is accredited during a freeze.
    function invariant_nothing_happened_that_should_not() public {
        _handler.watch();
        require(bytes(_handler.wrong()).length == 0, _handler.wrong());
    }

    function invariant_an_accreditation_holds_if_and_only_if_each_link_up_to_the_authority_does() public view {
        for (uint256 i = 0; i < _handler.ACTORS(); ++i) {
            for (uint256 j = 0; j < _handler.momentCount(); ++j) {
                address agency = _handler.actor(i);
                uint40 moment = _handler.moments(j);
                (bool holds, uint8 rights) = _holds(agency, moment, 0);
                uint40 retired = _handler.TYPES().typeOf(_type).retired;
                bool expected = holds && rights.mayIssue() && (retired == 0 || moment < retired);
                require(_accreditations.isAccredited(agency, _type, moment) == expected, "isAccredited is mistaken");
            }
        }
    }

    function invariant_no_chain_bites_its_tail() public view {
        for (uint256 i = 0; i < _handler.ACTORS(); ++i) {
            address agency = _handler.actor(i);
            if (!_accreditations.isAccredited(agency, _type, uint40(block.timestamp))) continue;
            IAccreditations.Link[] memory links = _accreditations.chainWords(agency, _type, uint40(block.timestamp));
            IAccreditations.Epoch memory epoch = _epoch(agency, links[0].index);
            for (uint256 j = 1; j < links.length; ++j) {
                IAccreditations.Epoch memory above = _epoch(links[j].holder, links[j].index);
                require(above.rights.levels() > epoch.rights.levels(), "levels do not grow");
                require(links[j].holder == epoch.accreditor, "a link hangs on another");
                epoch = above;
            }
            require(links.length <= 8 && epoch.rights.root(), "a whole chain that ends nowhere");
        }
    }

    function invariant_nobody_is_authority_or_accredited() public view {
        require(_handler.TYPES().authorityOf(_type) != address(0), "nobody is the authority");
        require(_accreditations.accreditationOf(address(0), _type).epochs == 0, "nobody is accredited");
    }

    function invariant_the_lens_says_what_the_registries_say() public view {
        TrustLens.Query[] memory queries = new TrustLens.Query[](_handler.ACTORS());
        uint40 moment = _handler.moments(0);
        for (uint256 i = 0; i < queries.length; ++i) {
            queries[i] = TrustLens.Query(_handler.actor(i), 0, bytes32(i), _type, 0, moment, true, 1, uint64(i), true);
        }
        (TrustLens.AsOf memory asOf, TrustLens.Records[] memory records) = _handler.LENS().look(queries);
        require(asOf.time == block.timestamp && asOf.chainId == block.chainid, "as of another block");
        for (uint256 i = 0; i < records.length; ++i) _compare(queries[i], records[i]);
    }

    function _compare(TrustLens.Query memory query, TrustLens.Records memory found) private view {
        require(found.issuer == query.issuer && found.typeId == _type, "whose it is, and of which type");
        require(found.issuerDeactivated == _dead(query.issuer), "the issuer");
        IDIDRegistry.Key memory key = _handler.DIDS().keyOf(query.issuer, query.thumbprint);
        require(found.key == Words.pack(key) && found.xOrHash == key.xOrHash, "the key");
        require(found.kind == Words.pack(_handler.TYPES().typeOf(_type)), "the type");
        require(found.authorityDeactivated == _dead(_handler.TYPES().authorityOf(_type)), "the authority");
        address holder = query.issuer;
        for (uint256 i = 0; i < found.chain.length; ++i) {
            require(found.chain[i].holder == holder && found.deactivated[i] == _dead(holder), "a holder");
            (bytes memory ko, bytes memory en) = _accreditations.namesOf(holder, _type);
            require(keccak256(found.names[i].ko) == keccak256(ko) && keccak256(found.names[i].en) == keccak256(en), "a name");
            holder = _compareLink(found.chain[i], query.issuedAt);
        }
        bool ends = holder == address(0) || _accreditations.accreditationOf(holder, _type).epochs == 0;
        require(found.chain.length == 8 || ends, "a chain cut short");
        require(found.list == 0 && found.statuses == 0, "the status");
        _compareTerm(query.issuedAt, found);
    }

    function _compareTerm(uint40 moment, TrustLens.Records memory found) private view {
        ICredentialTypes.AuthorityEpoch memory term;
        for (uint256 i = 0; i < _handler.TYPES().typeOf(_type).epochs; ++i) {
            ICredentialTypes.AuthorityEpoch memory one = _handler.TYPES().authorityEpoch(_type, i);
            if (one.from <= moment) term = one;
        }
        require(found.term == Words.pack(term), "the term of then");
        require(found.termDeactivated == _dead(term.authority), "the authority of then");
    }

    /// @return above The next DID of the chain; 0 at its end.
    function _compareLink(IAccreditations.Link memory link, uint40 moment) private view returns (address above) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(link.holder, _type);
        require(link.accreditation == Words.pack(record), "an accreditation");
        require(link.newest == Words.pack(_epoch(link.holder, record.epochs - 1)), "the newest epoch");
        IAccreditations.Epoch memory epoch = _epoch(link.holder, link.index);
        bool begun = epoch.from <= moment;
        require(link.epoch == (begun ? Words.pack(epoch) : 0) && (begun || link.index == 0), "the epoch of then");
        bool last = link.index + 1 == record.epochs || _epoch(link.holder, link.index + 1).from > moment;
        require(!begun || last, "a later epoch had begun");
        return begun && !epoch.rights.root() ? epoch.accreditor : address(0);
    }

    /// @dev The same rules, written naively: every epoch is checked, and the rules are applied link by link.
    function _holds(address holder, uint40 moment, uint256 depth) private view returns (bool, uint8) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(holder, _type);
        if (record.epochs == 0 || depth > 8 || _dead(holder) || moment > block.timestamp) return (false, 0);
        if (_epoch(holder, record.epochs - 1).rights.reason() >= IAccreditations.Reason.SUSPENDED) return (false, 0);
        for (uint256 i = record.generationStart; i < record.epochs; ++i) {
            IAccreditations.Epoch memory epoch = _epoch(holder, i);
            if (moment < epoch.from || moment >= epoch.until) continue;
            if (epoch.rights.reason() == IAccreditations.Reason.ANNULLED) return (false, 0);
            if (epoch.rights.root()) return (!_dead(_handler.TYPES().authorityOf(_type)), epoch.rights);
            (bool above, uint8 rights) = _holds(epoch.accreditor, moment, depth + 1);
            uint8 generation = _accreditations.accreditationOf(epoch.accreditor, _type).generation;
            bool carried = rights.levels() > epoch.rights.levels() && generation == epoch.parentGeneration;
            return (above && carried, epoch.rights);
        }
        return (false, 0);
    }

    function _epoch(address holder, uint256 index) private view returns (IAccreditations.Epoch memory) {
        return _accreditations.epochOf(holder, _type, index);
    }

    function _dead(address did) private view returns (bool) {
        return _handler.DIDS().controllerOf(did) == address(0);
    }
}
