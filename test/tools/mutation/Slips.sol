// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev 실수: something for each operator of mutation to get wrong.
contract Slips {
    enum Colour {
        RED,
        GREEN
    }

    event Said(uint256 first, uint256 second, bool third);

    error Refused(uint256 by);

    uint256 public immutable CHAIN = block.chainid;
    string private constant _NAME = "slips";
    uint8[4] private _fixed;
    uint256 private _held;
    Colour private _colour;

    modifier guarded(uint256 a) {
        if (a == 0) revert Refused(a);
        _;
    }

    function compare(uint256 a, uint256 b) external pure returns (bool) {
        return a < b;
    }

    function both(bool a, bool b) external pure returns (bool) {
        return a && !b;
    }

    function paint(uint256 a) external guarded(a) {
        _colour = Colour.GREEN;
    }

    function say(uint256 a, uint256 b) external {
        uint256 sum = a + b;
        emit Said(a, sum, true);
    }

    function two(uint256 a) external {
        uint256 ignored;
        (_held, ignored) = (a, 1 days);
        if (ignored > a) {
            _held |= type(uint40).max;
        } else {
            revert Refused(0);
        }
    }

    function loop(uint256 n) external pure returns (uint256 odd) {
        for (uint256 i = 0; i < n; ++i) {
            if (i % 2 == 0) continue;
            unchecked {
                odd++;
            }
        }
    }

    function raw() external view returns (uint256 size) {
        assembly ("memory-safe") {
            size := add(codesize(), 1)
        }
    }

    function rest(uint256 a, uint256 b, uint256 p) external pure returns (uint256) {
        return addmod(a, b, p);
    }

    function refuse() external pure {
        assembly ("memory-safe") {
            revert(0, 0)
        }
    }
}
