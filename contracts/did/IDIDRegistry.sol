// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "./IControllers.sol";

/// @title did:ethr identities, their documents and their keys
/// @notice An identity is an address; its DID is `did:ethr:<chain id, hex>:<identity>`. It needs no registration: until
/// it is first written, its controller is the address itself and its document has nothing else. `ethr-did-resolver`
/// reads this registry unchanged (ERC-1056 events and views). Beyond ERC-1056, one call returns the current document
/// from state, and each credential-signing key has exactly one epoch `[from, until)` in a known slot, which is never
/// rewritten. A certificate anchor is a record of the same kind: the X.509 certificate that identifies an issuer
/// without such keys, for example in another country.
///
/// Who may call: the identity's controller, or anyone who brings the controller's signature ({relay}). Times are
/// seconds since 1970, as in `block.timestamp`. The largest second, `type(uint40).max`, means "no end".
///
/// Deliberately absent: ERC-1056's own signed functions (they have no chain id and no deadline), writing names that no
/// resolver reads, and any way back from deactivation.
interface IDIDRegistry is IControllers {
    /// @notice Why a key or a certificate anchor ended; it only ever gets worse.
    enum KeyReason {
        NONE,
        RETIRED,
        COMPROMISED
    }

    /// @notice An identity's record. One slot:
    /// controller 160 | changed 40 | nonce 32 | keyCount 8 | attributeCount 8 | deactivated 8
    struct Identity {
        address controller; // 0: the identity itself
        uint40 changed; // the block of the last change
        uint32 nonce; // the number of changes, one for each event of a change
        uint8 keyCount; // how many keys and certificate anchors are listed (some may have expired)
        uint8 attributeCount; // how many delegates and attributes are listed (likewise)
        bool deactivated;
    }

    /// @notice A credential-signing key or a certificate anchor, with its only epoch `[from, until)`. Two slots:
    /// from 40 | until 40 | compromisedSince 40 | reason 8 | algorithm 8 | yIsOdd 8 | position 8 ; then xOrHash 256
    struct Key {
        uint40 from;
        uint40 until;
        uint40 compromisedSince; // with reason COMPROMISED
        KeyReason reason;
        uint8 algorithm; // its kind: {KeyAlgorithms}; 0: there is no record
        bool yIsOdd; // for a point, the SEC 1 sign of y
        uint8 position; // in the list, while it is listed
        bytes32 xOrHash; // for a point, its x; for anything else the SHA-256
    }

    /// @notice Another entry of the document: a delegate, a service, or a key that signs no credentials.
    struct Attribute {
        uint40 until;
        uint8 position;
        bool delegate;
        bytes32 name; // the delegate type, or the attribute's name
        bytes value; // the delegate's 20 bytes, or the attribute's value
    }

    /// @notice A key or a certificate anchor as {resolve} returns it.
    struct DocumentKey {
        bytes32 thumbprint; // for an anchor, the certificate's SHA-256
        uint8 algorithm; // {KeyAlgorithms}
        bytes value; // the SEC 1 compressed point, 33 bytes; from algorithm 3 on the SHA-256, 32 bytes
        uint40 from;
        uint40 until;
    }

    /// @notice A delegate or attribute as {resolve} returns it.
    struct DocumentAttribute {
        bool delegate;
        bytes32 name;
        bytes value;
        uint40 until;
    }

    /// @notice Everything a DID document is made of.
    struct Document {
        address controller; // 0 once deactivated
        bool deactivated;
        uint40 changed; // the block of the last change; 0: never written
        uint32 nonce;
        DocumentKey[] assertionKeys; // and certificate anchors
        DocumentAttribute[] attributes;
    }

    /// @notice Who may replace a lost or stolen controller, and any recovery under way. Three slots, only for those who
    /// opt in.
    struct Recovery {
        address recoverer;
        uint40 nextFrom; // from when `next` is the recoverer; 0: no change is under way
        address next;
        uint40 readyAt; // from when the recovery may finish; 0: no recovery is under way
        bool endKeys;
        address newController;
    }

    /// @dev ERC-1056, as ethr-did-resolver reads them. `previousChange` is a block number.
    event DIDOwnerChanged(address indexed identity, address owner, uint256 previousChange);
    /// @dev ERC-1056. `validTo`: seconds; a revocation has the current second.
    event DIDDelegateChanged(
        address indexed identity, bytes32 delegateType, address delegate, uint256 validTo, uint256 previousChange
    );
    /// @dev ERC-1056. `validTo`: seconds; a revocation has the current second.
    event DIDAttributeChanged(
        address indexed identity, bytes32 name, bytes value, uint256 validTo, uint256 previousChange
    );
    /// @notice A credential-signing key or a certificate anchor began its epoch. (The thumbprint comes first, so that a
    /// resolver's filter by identity does not match an unknown event. For a point, a `DIDAttributeChanged` with the
    /// whole point comes with it; for what is registered by its hash, resolvers see no event.)
    event KeyRegistered(
        bytes32 indexed thumbprint,
        address indexed identity,
        uint40 from,
        uint40 until,
        uint8 algorithm,
        bytes32 xOrHash
    );
    /// @notice The epoch of a key or an anchor ended at `until`, or its reason got worse.
    event KeyEnded(
        bytes32 indexed thumbprint, address indexed identity, uint40 until, KeyReason reason, uint40 compromisedSince
    );
    /// @notice From `from` on, `recoverer` may start a recovery (0: nobody).
    event RecoveryAddressChanged(address indexed recoverer, address indexed identity, uint40 from);
    /// @notice From `readyAt` on, `newController` can take over.
    event RecoveryStarted(
        address indexed newController, address indexed identity, uint40 readyAt, bool endKeys
    );
    event RecoveryCancelled(address indexed recoverer, address indexed identity);
    /// @notice The announced controller took over.
    event RecoveryFinished(address indexed newController, address indexed identity);

    /// @dev `caller` does not act for `identity`.
    error DIDNotController(address identity, address caller, address controller);
    /// @dev The DID is deactivated and never changes again.
    error DIDDeactivated(address identity);
    /// @dev The zero address cannot control or recover an identity. To end an identity, call {deactivate}.
    error DIDZeroAddress(address identity);
    /// @dev No DID resolver reads an entry with this name.
    error DIDNameUnknown(bytes32 name);
    /// @dev The value has `length` bytes; 1 to `most` are allowed.
    error DIDValueLength(uint256 length, uint256 most);
    /// @dev Not a SEC 1 compressed point (33 bytes, 02 or 03, x) of the name's curve.
    error DIDNotAPoint(bytes32 name, bytes value);
    /// @dev A key or a certificate anchor is registered only once. Register another one.
    error DIDKeyKnown(address identity, bytes32 thumbprint);
    /// @dev The identity never registered a key or an anchor under this thumbprint.
    error DIDKeyUnknown(address identity, bytes32 thumbprint);
    /// @dev What is registered by its hash has a number from 3 to 129. Points (1, 2) are registered by {setAttribute};
    /// other numbers are reserved.
    error DIDAlgorithmRefused(uint8 algorithm);
    /// @dev A certificate anchor's thumbprint must be its certificate's SHA-256.
    error DIDAnchorNotItsHash(bytes32 thumbprint, bytes32 hash);
    /// @dev Neither a thumbprint nor a SHA-256 is 0.
    error DIDZeroHash(address identity);
    /// @dev The key's epoch ended at `until`; only its reason can still get worse ({compromiseKey}).
    error DIDKeyEnded(address identity, bytes32 thumbprint, uint40 until);
    /// @dev `since` must lie between the key's first second and now, and before any compromise already declared.
    error DIDSinceOutOfRange(uint40 since, uint40 from, uint40 to);
    /// @dev The document has no such delegate or attribute now.
    error DIDAttributeUnknown(address identity, bytes32 name, bytes value);
    /// @dev A validity is at least one second.
    error DIDZeroValidity(address identity);
    /// @dev There are already `most` unexpired entries of this kind.
    error DIDFull(address identity, uint256 most);
    /// @dev The signed operation came after its deadline.
    error DIDSignatureExpired(uint256 deadline, uint256 time);
    /// @dev The signer does not control the identity, or signed another nonce, deadline, chain, registry or operation.
    error DIDSignatureInvalid(address identity, address controller, uint256 nonce);
    /// @dev An operation signed for one identity cannot change another.
    error DIDNotSignedFor(address identity, address signedFor);
    /// @dev A signed operation cannot contain another one or act as a recoverer, and it must change something of its
    /// identity.
    error DIDRelayMisused();
    /// @dev `recoverer` may recover `identity` now, and `caller` is another.
    error DIDNotRecoverer(address identity, address caller, address recoverer);
    /// @dev No recovery is under way.
    error DIDNoRecovery(address identity);
    /// @dev While a recovery is under way, the recoverer cannot be changed. Wait until it is finished or cancelled.
    error DIDRecoveryUnderWay(address identity, uint40 readyAt);
    /// @dev The notice is not over yet.
    error DIDRecoveryNotReady(address identity, uint40 readyAt, uint256 time);

    // --- reads ---

    /// @notice The most entries of one kind (credential-signing keys and certificate anchors; delegates and attributes)
    /// that an identity can have at a time.
    function MAX_ENTRIES() external view returns (uint256);

    /// @notice The longest value of an attribute, in bytes.
    function MAX_VALUE() external view returns (uint256);

    /// @notice The notice of a recovery and of a change of recoverer, in seconds.
    function RECOVERY_NOTICE() external view returns (uint40);

    /// @notice The current document in one call. Its cost does not grow with the identity's history.
    function resolve(address identity) external view returns (Document memory);

    /// @notice The identity's record as stored.
    function identityOf(address identity) external view returns (Identity memory);

    /// @notice The record of a key or a certificate anchor as stored, live or ended; all zero if it was never
    /// registered.
    /// @param thumbprint RFC 7638 SHA-256 thumbprint of the key's JWK; of an anchor, the certificate's SHA-256.
    function keyOf(address identity, bytes32 thumbprint) external view returns (Key memory);

    /// @notice The key's record in the two stored words: docs/storage.md.
    function keyWords(address identity, bytes32 thumbprint) external view returns (uint256 epoch, bytes32 xOrHash);

    /// @notice The identity's recovery settings, and any recovery under way.
    function recoveryOf(address identity) external view returns (Recovery memory);

    /// @notice ERC-1056: the controller; address(0) once deactivated.
    function identityOwner(address identity) external view returns (address);

    /// @notice ERC-1056: the block of the last change; 0 if there was none.
    function changed(address identity) external view returns (uint256);

    /// @notice The nonce of the next signed operation of this identity (ERC-1056's is by signer; this one by identity).
    /// Every event of a change consumes one ({KeyRegistered} or {KeyEnded} together with its `DIDAttributeChanged`
    /// counts once), so that the events also determine the nonce.
    function nonce(address identity) external view returns (uint256);

    /// @notice ERC-1056: whether `delegate` is a delegate of this type now.
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool);

    // --- writes, by the controller ---

    /// @notice ERC-1056: hands the identity to another controller. Its keys stay.
    function changeOwner(address identity, address newOwner) external;

    /// @notice Hands the identity to another controller and retires all its keys and certificate anchors.
    function changeOwnerEndingKeys(address identity, address newOwner) external;

    /// @notice ERC-1056: adds a delegate, or changes its end.
    /// @param delegateType "veriKey" or "sigAuth", as bytes32. Delegates sign no credentials.
    /// @param validity Seconds from now; a larger value than fits means no end.
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity) external;

    /// @notice ERC-1056: ends a delegate now.
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external;

    /// @notice ERC-1056: adds an entry, or changes its end. Two names make credential-signing keys, which begin now and
    /// are registered only once: `did/pub/JsonWebKey2020/veriKey` (P-256) and `did/pub/Secp256k1/veriKey`; their value
    /// is the SEC 1 compressed point, 33 bytes.
    /// @param name `did/pub/<algorithm>[/<purpose>[/<encoding>]]` or `did/svc/<type>`, as bytes32.
    /// @param value 1 to 512 bytes.
    /// @param validity Seconds from now; a larger value than fits means no end.
    function setAttribute(address identity, bytes32 name, bytes calldata value, uint256 validity) external;

    /// @notice ERC-1056: ends an entry now; a credential-signing key is retired.
    function revokeAttribute(address identity, bytes32 name, bytes calldata value) external;

    /// @notice Registers a credential-signing key that is larger than a slot, or a certificate anchor, by its SHA-256.
    /// It begins now, is registered only once, and is ended by {retireKey} or {compromiseKey}. ERC-1056's events and
    /// `changed` do not reflect it.
    /// @param algorithm 3 to 127: a public key of an algorithm that has this number off chain; 128: an X.509 root
    /// certificate; 129: exactly one X.509 certificate ({KeyAlgorithms}).
    /// @param thumbprint For a key, the RFC 7638 SHA-256 thumbprint of its JWK, which is not checked here: a verifier
    /// checks it, and the hash, against the key in the credential. For an anchor, the same as `hash`.
    /// @param hash SHA-256 of the public key, or of the certificate's DER.
    /// @param validity Seconds from now; a larger value than fits means no end.
    function registerByHash(address identity, uint8 algorithm, bytes32 thumbprint, bytes32 hash, uint256 validity)
        external;

    /// @notice Ends a credential-signing key or a certificate anchor now. What was signed within its epoch stays valid.
    function retireKey(address identity, bytes32 thumbprint) external;

    /// @notice Declares that somebody else has had the key, or the certificate's key, since `since` (seconds). It ends
    /// now, if it has not ended, and proves nothing except for what is proved to be older. May be repeated with an
    /// earlier `since`, never a later one.
    function compromiseKey(address identity, bytes32 thumbprint, uint40 since) external;

    /// @notice Ends the identity for good: it can no longer act in any registry, and what it issued no longer verifies.
    function deactivate(address identity) external;

    /// @notice Names who may replace the controller with 7 days' notice (0: nobody). The first time it takes effect at
    /// once. A change takes 7 days, so that a thief cannot shut the recoverer out: a recovery started before then
    /// continues, and the change is dropped.
    function setRecovery(address identity, address recoverer) external;

    /// @notice Several of the writes above in one transaction, all or nothing.
    /// @param operations Encoded calls of this contract.
    function multicall(bytes[] calldata operations) external;

    // --- writes, by others ---

    /// @notice Executes an operation that the controller signed; several are one {multicall}. Anyone may bring it.
    /// EIP-712: `Relay(address identity,bytes operation,uint256 nonce,uint256 deadline)`, domain `Didim DIDRegistry`,
    /// version `1`. The signer acts, not the relayer: once an operation appoints another controller, the rest is
    /// refused. Any write by the controller also consumes the nonce, and so voids operations that a relayer holds back.
    /// @param operation An encoded call of this contract.
    /// @param deadline Seconds; not executed later.
    /// @param signature 65 bytes by the controller's key, or what the controller's contract accepts by ERC-1271
    /// (150,000 gas).
    function relay(address identity, bytes calldata operation, uint256 deadline, bytes calldata signature) external;

    /// @notice By the recoverer: announces a new controller, who can take over in 7 days. Starting again restarts the
    /// notice. From now on only the recoverer can stop it, and a change of recoverer that is not yet in force is
    /// dropped.
    /// @param endKeys Whether all keys and certificate anchors are retired with it.
    function startRecovery(address identity, address newController, bool endKeys) external;

    /// @notice By the recoverer: cancels the recovery.
    function cancelRecovery(address identity) external;

    /// @notice By anyone, after the notice: gives the identity to the announced controller.
    function finishRecovery(address identity) external;
}
