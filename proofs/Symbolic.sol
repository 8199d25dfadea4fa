// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The cheat codes of Halmos that the proofs use
interface SVM {
    /// @dev Makes every slot of the contract arbitrary until it is written.
    function enableSymbolicStorage(address target) external;
    /// @dev Any call of any function of the contract. Dynamic arguments have the lengths in tools/proving/halmos.ts.
    function createCalldata(string memory contractName) external returns (bytes memory);
    function createBool(string memory name) external view returns (bool);
    function createUint256(string memory name) external view returns (uint256);
    function createBytes32(string memory name) external view returns (bytes32);
}

interface VM {
    function assume(bool condition) external pure;
    function prank(address caller) external;
    function warp(uint256 timestamp) external;
    function roll(uint256 blockNumber) external;
    function load(address target, bytes32 slot) external view returns (bytes32);
}

/// @dev address(uint160(uint256(keccak256("svm cheat code"))))
SVM constant svm = SVM(0xF3993A62377BCd56AE39D773740A5390411E8BC9);
/// @dev address(uint160(uint256(keccak256("hevm cheat code"))))
VM constant vm = VM(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

/// @title The base of all proofs: arbitrary contents, any caller, any time
/// @dev Assumptions and assertions avoid `&&`, `||` and `if` where possible, because each of them doubles the paths.
abstract contract Symbolic {
    /// @dev Sets the time of the call.
    function _at(uint40 time) internal {
        vm.warp(time);
    }

    /// @dev Makes any call: any function of the contract, with any arguments.
    function _anyCall(address target, string memory name, address caller) internal {
        _call(target, svm.createCalldata(name), caller);
    }

    /// @dev Follows only calls that succeed, because by the EVM's rules a refused call changes nothing.
    function _call(address target, bytes memory data, address caller) internal {
        vm.assume(_goesThrough(target, data, caller));
    }

    /// @dev Whether the call succeeds. Address 0 sends no transactions.
    function _goesThrough(address target, bytes memory data, address caller) internal returns (bool done) {
        vm.assume(caller != address(0));
        vm.prank(caller);
        (done,) = target.call(data);
    }

    function _bit(bool flag) internal pure returns (uint256 bit) {
        assembly ("memory-safe") {
            bit := flag
        }
    }

    function _all(bool a, bool b, bool c) internal pure returns (bool all) {
        assembly ("memory-safe") {
            all := and(a, and(b, c))
        }
    }

    function _either(bool a, bool b) internal pure returns (bool either) {
        assembly ("memory-safe") {
            either := or(a, b)
        }
    }
}
