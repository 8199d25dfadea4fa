// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChainOfTrust} from "./ChainOfTrust.sol";
import {IAccreditations} from "./IAccreditations.sol";

/// @title An agency's name for display: set by its accreditor, separately for each generation of the accreditation
abstract contract AgencyNames is ChainOfTrust {
    /// @notice The longest name, in bytes.
    uint256 public constant MAX_NAME = 96;

    mapping(address issuer => mapping(bytes32 typeId => mapping(uint256 generation => Names))) private _names;

    /// @inheritdoc IAccreditations
    function namesOf(address issuer, bytes32 typeId) external view returns (bytes memory ko, bytes memory en) {
        Names storage names = _names[issuer][typeId][_accreditations[issuer][typeId].generation];
        if (names.hash != 0) (ko, en) = (bytes(names.ko), bytes(names.en));
    }

    /// @inheritdoc IAccreditations
    function nameAgency(address issuer, bytes32 typeId, string calldata ko, string calldata en) external {
        (Epoch memory epoch, uint8 generation) = _present(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        (uint256 first, uint256 second) = (bytes(ko).length, bytes(en).length);
        uint256 longer = first > second ? first : second;
        if (longer == 0 || longer > MAX_NAME) revert AccreditationTextLength(longer, MAX_NAME);
        Names storage names = _names[issuer][typeId][generation];
        (names.hash, names.ko, names.en) = (keccak256(abi.encode(ko, en)), ko, en);
        emit AgencyNamed(issuer, typeId, generation, ko, en);
    }
}
