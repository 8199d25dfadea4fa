// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EvidenceLog} from "../../../contracts/status/EvidenceLog.sol";
import {vm} from "../Vm.sol";

/// @dev Anyone, with 16 roots, including root 0.
contract EvidenceActors {
    uint256 public constant ROOTS = 16;
    EvidenceLog public immutable LOG = new EvidenceLog(0);
    string public wrong;
    mapping(bytes32 root => uint256) public first;

    constructor() {
        vm.warp(1_800_000_000);
    }

    function anchor(address by, uint8[] calldata seeds) external {
        bytes32[] memory roots = new bytes32[](seeds.length);
        bool good = seeds.length != 0;
        for (uint256 i = 0; i < seeds.length; ++i) {
            roots[i] = bytes32(uint256(seeds[i] % ROOTS));
            if (roots[i] == 0) good = false;
        }
        vm.prank(by);
        try LOG.anchor(roots) {
            if (!good) wrong = "what cannot be anchored was";
            for (uint256 i = 0; i < roots.length; ++i) {
                if (first[roots[i]] == 0) first[roots[i]] = block.timestamp;
            }
        } catch {
            if (good) wrong = "anchoring was refused";
        }
    }

    function pass(uint16 time) external {
        vm.warp(block.timestamp + time);
    }
}

contract EvidenceLogInvariants {
    EvidenceActors private _actors;

    function setUp() public {
        _actors = new EvidenceActors();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actors);
    }

    function invariant_it_takes_every_root_but_zero() public view {
        require(bytes(_actors.wrong()).length == 0, _actors.wrong());
    }

    function invariant_the_first_write_wins_for_good() public view {
        for (uint256 i = 0; i < _actors.ROOTS(); ++i) {
            require(_actors.LOG().anchoredAt(bytes32(i)) == _actors.first(bytes32(i)), "another time than the first");
        }
    }
}
