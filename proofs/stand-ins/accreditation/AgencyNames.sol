// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChainOfTrust} from "./ChainOfTrust.sol";
import {IAccreditations} from "./IAccreditations.sol";

/// @title In place of contracts/accreditation/AgencyNames.sol: of names only the hash is stored, and the texts are not told
/// @dev Texts in storage have any length, which Halmos would follow for ever. The hash lies where it lies, and who may write it is as it is.
abstract contract AgencyNames is ChainOfTrust {
    uint256 public constant MAX_NAME = 96;

    mapping(address issuer => mapping(bytes32 typeId => mapping(uint256 generation => Names))) private _names;

    function namesOf(address, bytes32) external pure returns (bytes memory ko, bytes memory en) {}

    /// @inheritdoc IAccreditations
    function nameAgency(address issuer, bytes32 typeId, string calldata ko, string calldata en) external {
        (Epoch memory epoch, uint8 generation) = _present(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        (uint256 first, uint256 second) = (bytes(ko).length, bytes(en).length);
        uint256 longer = first > second ? first : second;
        if (longer == 0 || longer > MAX_NAME) revert AccreditationTextLength(longer, MAX_NAME);
        _names[issuer][typeId][generation].hash = keccak256(abi.encode(ko, en));
        emit AgencyNamed(issuer, typeId, generation, ko, en);
    }
}
