// Generated from docs/ by `npm run client`. Never edited by hand.
/* oxlint-disable */

/** The request is invalid. */
export type InvalidRequestProblem = (Problem & {
code: "invalid_request";
/** What is wrong, and where: at most 20 faults. */
faults?: Fault[] | undefined;
});

/** The cursor is invalid. Start again without it. */
export type InvalidCursorProblem = (Problem & {
code: "invalid_cursor";
});

/** The body is not valid JSON. */
export type MalformedJsonProblem = (Problem & {
code: "malformed_json";
});

/** The Idempotency-Key header is missing. */
export type IdempotencyKeyRequiredProblem = (Problem & {
code: "idempotency_key_required";
});

/** The webhook signature is invalid. */
export type InvalidSignatureProblem = (Problem & {
code: "invalid_signature";
});

/** The webhook is signed, but its event is malformed. */
export type MalformedEventProblem = (Problem & {
code: "malformed_event";
});

/** The account does not have enough credits. */
export type InsufficientCreditsProblem = (Problem & {
code: "insufficient_credits";
/** The credits that the account can spend on this now. */
available: number;
/** The credits that are missing. */
shortfall: number;
/** The credits beside `available` that can be spent on other things only. Absent if there are none. */
restricted?: RestrictedCredits[] | undefined;
});

/** The account owes credits. Incoming credits pay this debt first. */
export type AccountInDebtProblem = (Problem & {
code: "account_in_debt";
/** The credits that the account owes. */
debt: number;
});

/** This exceeds the budget of the spender. */
export type BudgetExceededProblem = (Problem & {
code: "budget_exceeded";
/** The ID of the spender. */
spender: string;
/** The limit that leaves the fewest credits. */
limit: ("per_call" | "per_day" | "per_month");
/** The credits that this limit leaves now. */
left: number;
/** When this limit starts anew. Absent of the limit of one call. */
startsAnewAt?: string | undefined;
});

/** This exceeds the budget of the spender. It waits for the approval of the owner of the account. */
export type ApprovalPendingProblem = (Problem & {
code: "approval_pending";
/** The ID of the approval. */
approval: string;
/** When it expires, if nobody decides it. */
endsAt: string;
});

/** The owner of the account declined this. */
export type ApprovalDeclinedProblem = (Problem & {
code: "approval_declined";
/** The ID of the approval. */
approval: string;
});

/** The invoice amount exceeds the balance. */
export type AmountExceedsBalanceProblem = (Problem & {
code: "amount_exceeds_balance";
/** The credits that the account can spend on this now. */
available: number;
/** The credits that are missing. */
shortfall: number;
/** The credits beside `available` that can be spent on other things only. Absent if there are none. */
restricted?: RestrictedCredits[] | undefined;
});

/** This is not available to this account or in its region. */
export type NotEligibleProblem = (Problem & {
code: "not_eligible";
});

/** The account does not own this product. */
export type NotOwnedProblem = (Problem & {
code: "not_owned";
});

/** This code is not valid for this account or region. */
export type CodeRestrictedProblem = (Problem & {
code: "code_restricted";
});

/** You cannot decide your own credit request. */
export type OwnRequestProblem = (Problem & {
code: "own_request";
});

/** This spender may not spend on this. */
export type SpenderRestrictedProblem = (Problem & {
code: "spender_restricted";
/** What alone the spender may spend on. */
onlyFor: OnlyFor;
});

/** The account has no such spender, or it was removed. */
export type UnknownSpenderProblem = (Problem & {
code: "unknown_spender";
});

/** Only the owner of the account can do this. This session is for one of its spenders. */
export type OwnerRequiredProblem = (Problem & {
code: "owner_required";
});

/** The agency made this hold. Only the agency can capture or release it. */
export type HoldOfAgencyProblem = (Problem & {
code: "hold_of_agency";
});

/** This hold belongs to an order. It ends when the order is done or cancelled. */
export type HoldOfOrderProblem = (Problem & {
code: "hold_of_order";
});

/** Only a person who signed in can do this, not an API key or a session. */
export type PersonRequiredProblem = (Problem & {
code: "person_required";
});

/** You cannot give a scope that you do not have. */
export type ScopeNotHeldProblem = (Problem & {
code: "scope_not_held";
/** The scopes that you do not have. */
scopes: string[];
});

/** You cannot give a role that you do not have. */
export type RoleNotHeldProblem = (Problem & {
code: "role_not_held";
/** The roles that you do not have. */
roles: string[];
});

/** Your token lacks the role that this step requires. */
export type RoleMissingProblem = (Problem & {
code: "role_missing";
/** The role that the step requires. */
role: string;
});

/** Your credentials lack the scope that this operation requires. */
export type MissingScopeProblem = (Problem & {
code: "missing_scope";
/** The scope that the operation requires. */
scope: string;
});

/** This address is closed. Use the address of the portal. */
export type WrongAddressProblem = (Problem & {
code: "wrong_address";
});

/** The token does not name a valid agency and account. */
export type ForbiddenProblem = (Problem & {
code: "forbidden";
});

/** Not found. */
export type NotFoundProblem = (Problem & {
code: "not_found";
});

/** There is no account with this ID. Check it. A new account begins with credits and create: true. */
export type UnknownAccountProblem = (Problem & {
code: "unknown_account";
});

/** The account merged into another one. Use that one. */
export type AccountMergedProblem = (Problem & {
code: "account_merged";
/** The account that has its credits now. */
into: string;
});

/** The account has something that cannot move to another account. End it first. */
export type AccountNotMergeableProblem = (Problem & {
code: "account_not_mergeable";
/** Everything that keeps it from merging. */
reasons: MergeObstacle[];
});

/** The account has credits, debt or something open. Settle it first. */
export type AccountNotSettledProblem = (Problem & {
code: "account_not_settled";
/** Everything that is still open. */
reasons: OpenMatter[];
});

/** The retention period of this account is not over yet. */
export type RetentionNotOverProblem = (Problem & {
code: "retention_not_over";
/** The time from which the account can be erased. */
possibleFrom: string;
});

/** This agency does not accept credits at the moment. */
export type CreditPaymentsDisabledProblem = (Problem & {
code: "credit_payments_disabled";
});

/** This agency does not allow transfers of credits. */
export type TransfersDisabledProblem = (Problem & {
code: "transfers_disabled";
});

/** There is no such recipient. Check the ID. */
export type RecipientNotFoundProblem = (Problem & {
code: "recipient_not_found";
});

/** The recipient cannot receive these credits at the moment. */
export type RecipientFullProblem = (Problem & {
code: "recipient_full";
});

/** This cannot be paid with credits. */
export type CreditsNotAcceptedProblem = (Problem & {
code: "credits_not_accepted";
});

/** This invoice cannot be converted to credits. */
export type InvoiceNotConvertibleProblem = (Problem & {
code: "invoice_not_convertible";
});

/** This agency does not sell credits at the moment. */
export type CreditSalesDisabledProblem = (Problem & {
code: "credit_sales_disabled";
});

/** This agency does not offer this payment provider. */
export type ProviderNotAvailableProblem = (Problem & {
code: "provider_not_available";
});

/** This agency does not offer this payment method. */
export type MethodNotAvailableProblem = (Problem & {
code: "method_not_available";
});

/** The account has reached its limit of pending credit requests. Cancel one or wait for a decision. */
export type CreditRequestLimitProblem = (Problem & {
code: "credit_request_limit";
});

/** The credit request is no longer pending. */
export type RequestNotPendingProblem = (Problem & {
code: "request_not_pending";
});

/** The credit request is at another step. */
export type StepNotCurrentProblem = (Problem & {
code: "step_not_current";
});

/** You have already decided a step of this credit request. */
export type AlreadyDecidedProblem = (Problem & {
code: "already_decided";
});

/** The credit request has reached its limit of proofs. */
export type TooManyProofsProblem = (Problem & {
code: "too_many_proofs";
});

/** This package is not for sale. */
export type PackageNotAvailableProblem = (Problem & {
code: "package_not_available";
});

/** This payment provider cannot charge this price. Choose another. */
export type PriceNotChargeableProblem = (Problem & {
code: "price_not_chargeable";
/** Why the payment provider cannot charge the price. */
reason: ("currency_not_supported" | "amount_too_small" | "amount_too_large" | "amount_not_whole");
/** The least that it charges, in minor units. */
minimum?: number | undefined;
/** The most that it charges, in minor units. */
maximum?: number | undefined;
/** It charges multiples of this many minor units. */
step?: number | undefined;
});

/** This agency sells credits in packages only. */
export type CustomAmountNotAvailableProblem = (Problem & {
code: "custom_amount_not_available";
});

/** This product is not for sale. */
export type ProductNotAvailableProblem = (Problem & {
code: "product_not_available";
});

/** No file is available for download yet. */
export type DownloadNotAvailableProblem = (Problem & {
code: "download_not_available";
});

/** The account already owns this product. */
export type AlreadyOwnedProblem = (Problem & {
code: "already_owned";
});

/** The quote has expired. Request a new one. */
export type QuoteExpiredProblem = (Problem & {
code: "quote_expired";
});

/** The order was refunded. Its status is final. */
export type OrderRefundedProblem = (Problem & {
code: "order_refunded";
});

/** The order was cancelled. Its status is final. */
export type OrderCancelledProblem = (Problem & {
code: "order_cancelled";
});

/** The order is already paid. */
export type OrderPaidProblem = (Problem & {
code: "order_paid";
});

/** The credits of the order are only held. Cancel the order instead. */
export type OrderNotPaidProblem = (Problem & {
code: "order_not_paid";
});

/** The agency has begun to work on the order. */
export type OrderBegunProblem = (Problem & {
code: "order_begun";
});

/** No credits of the account expire at this time. */
export type NothingExpiresThenProblem = (Problem & {
code: "nothing_expires_then";
});

/** This is more than is left of the spend to refund. */
export type RefundExceedsSpendProblem = (Problem & {
code: "refund_exceeds_spend";
/** The credits of the spend that can still be refunded. */
refundable: number;
});

/** This agency does not offer refunds. */
export type RefundNotOfferedProblem = (Problem & {
code: "refund_not_offered";
});

/** The refund window has closed. */
export type RefundWindowOverProblem = (Problem & {
code: "refund_window_over";
});

/** A downloaded product cannot be refunded. */
export type RefundAfterDownloadProblem = (Problem & {
code: "refund_after_download";
});

/** The invoice is already paid. */
export type InvoiceAlreadyPaidProblem = (Problem & {
code: "invoice_already_paid";
});

/** The agency has voided this invoice. */
export type InvoiceVoidProblem = (Problem & {
code: "invoice_void";
});

/** The price has changed. Fetch it again and confirm. */
export type AmountDiffersProblem = (Problem & {
code: "amount_differs";
/** The price now, in credits. Absent if there is none any more. */
credits?: number | undefined;
});

/** This account has already used this code or reached its limit for this promotion. */
export type CodeAlreadyUsedProblem = (Problem & {
code: "code_already_used";
});

/** This code has reached its limit of uses. */
export type CodeExhaustedProblem = (Problem & {
code: "code_exhausted";
});

/** This code was used before. Choose another. */
export type CodeTakenProblem = (Problem & {
code: "code_taken";
});

/** These codes were already shown once. Withdraw them and create new ones. */
export type CodesAlreadyShownProblem = (Problem & {
code: "codes_already_shown";
});

/** This key was already shown once. Revoke it and create a new one. */
export type KeyAlreadyShownProblem = (Problem & {
code: "key_already_shown";
});

/** The endpoint is disabled. Enable it first. */
export type EndpointDisabledProblem = (Problem & {
code: "endpoint_disabled";
});

/** This sign-in link was already used or has expired. */
export type LinkInvalidProblem = (Problem & {
code: "link_invalid";
});

/** The limit of API keys is reached. Revoke one first. */
export type ApiKeyLimitProblem = (Problem & {
code: "api_key_limit";
});

/** People sign in with an issuer of your own. Create them there, with the claims that tokens need. */
export type NoUserPoolProblem = (Problem & {
code: "no_user_pool";
claims: NeededClaims;
});

/** This e-mail address belongs to somebody else of the agency. */
export type EmailInUseProblem = (Problem & {
code: "email_in_use";
});

/** The agency has reached its limit of endpoints. */
export type EndpointLimitProblem = (Problem & {
code: "endpoint_limit";
});

/** Three signing secrets are already active. Wait until the oldest one expires. */
export type RotationTooSoonProblem = (Problem & {
code: "rotation_too_soon";
/** The time from which a rotation is possible again. */
possibleFrom?: string | undefined;
});

/** The allowance has ended. Create another one. */
export type AllowanceEndedProblem = (Problem & {
code: "allowance_ended";
});

/** The account has reached its limit of spenders. Remove one first. */
export type SpenderLimitProblem = (Problem & {
code: "spender_limit";
});

/** The spender has reached its limit of open approvals. Wait for a decision. */
export type ApprovalLimitProblem = (Problem & {
code: "approval_limit";
});

/** The approval is no longer open. */
export type ApprovalNotOpenProblem = (Problem & {
code: "approval_not_open";
/** Why it is no longer open. */
approvalStatus: ("approved" | "declined" | "expired");
});

/** This was done in another way. Decline the approval. */
export type ApprovalSupersededProblem = (Problem & {
code: "approval_superseded";
});

/** The account has reached its limit of open holds. Capture or release one first. */
export type HoldLimitProblem = (Problem & {
code: "hold_limit";
});

/** The hold is no longer open. */
export type HoldNotOpenProblem = (Problem & {
code: "hold_not_open";
/** Why it is no longer open. */
holdStatus?: ("captured" | "released" | "expired") | undefined;
});

/** The account has reached its limit of open gifts. Take one back, or wait until one is redeemed. */
export type GiftLimitProblem = (Problem & {
code: "gift_limit";
});

/** The gift is no longer open. */
export type GiftNotOpenProblem = (Problem & {
code: "gift_not_open";
});

/** This is more than the hold still holds. */
export type HoldExceededProblem = (Problem & {
code: "hold_exceeded";
/** The credits that the hold still holds. */
held: number;
});

/** The hold has reached its limit of captures. Send the next one with final: true. */
export type CaptureLimitProblem = (Problem & {
code: "capture_limit";
});

/** The account cannot hold this many credits. */
export type BalanceLimitProblem = (Problem & {
code: "balance_limit";
});

/** The account holds credits with too many different expiry dates or restrictions. Spend some of them first. */
export type LotLimitProblem = (Problem & {
code: "lot_limit";
});

/** The resource does not match If-Match or If-None-Match. Fetch it again. */
export type PreconditionFailedProblem = (Problem & {
code: "precondition_failed";
});

/** The body exceeds 256 KB. */
export type BodyTooLargeProblem = (Problem & {
code: "body_too_large";
});

/** The body must be application/json. */
export type UnsupportedMediaTypeProblem = (Problem & {
code: "unsupported_media_type";
});

/** This code does not exist. */
export type CodeInvalidProblem = (Problem & {
code: "code_invalid";
});

/** This code has expired. */
export type CodeExpiredProblem = (Problem & {
code: "code_expired";
});

/** This code is not valid yet. */
export type CodeNotYetValidProblem = (Problem & {
code: "code_not_yet_valid";
});

/** The amount is below the minimum or above the maximum that this agency sells. */
export type AmountOutOfBoundsProblem = (Problem & {
code: "amount_out_of_bounds";
/** The fewest credits that the agency sells at once. */
minimum: number;
/** The most credits that the agency sells at once. */
maximum: number;
});

/** Events cannot be sent to this address. */
export type EndpointNotAllowedProblem = (Problem & {
code: "endpoint_not_allowed";
/** Why events cannot be sent to the address. */
reason: ("not_https" | "credentials_in_url" | "port_not_allowed" | "host_unknown" | "address_not_public");
});

/** The return URL is not on the agency's list. */
export type ReturnUrlNotAllowedProblem = (Problem & {
code: "return_url_not_allowed";
});

/** This Idempotency-Key was already used for a different request. */
export type IdempotencyKeyReusedProblem = (Problem & {
code: "idempotency_key_reused";
});

/** The product has several variants. Choose one with variantId. */
export type VariantRequiredProblem = (Problem & {
code: "variant_required";
/** The IDs of the variants to choose from. */
variants: string[];
});

/** The resource already exists. Send its ETag in If-Match. */
export type PreconditionRequiredProblem = (Problem & {
code: "precondition_required";
});

/** The account has too many open checkouts. Complete one or try again later. */
export type CheckoutLimitProblem = (Problem & {
code: "checkout_limit";
});

/** The account has too many sessions. End them or try again later. */
export type SessionLimitProblem = (Problem & {
code: "session_limit";
});

/** The account has too many open quotes. Use one or try again later. */
export type QuoteLimitProblem = (Problem & {
code: "quote_limit";
});

/** The account has reached its daily limit of uploads. Try again later. */
export type UploadLimitProblem = (Problem & {
code: "upload_limit";
});

/** Too many invalid codes or recipients. Wait, then try again. */
export type TooManyAttemptsProblem = (Problem & {
code: "too_many_attempts";
});

/** Internal error. Retrying is safe: nothing is charged twice. */
export type InternalErrorProblem = (Problem & {
code: "internal_error";
});

/** The payment provider rejected the agency's request. */
export type ProviderRefusedProblem = (Problem & {
code: "provider_refused";
});

/** This data belongs to a newer version of the service, which is being rolled out. Try again soon. */
export type UpgradingProblem = (Problem & {
code: "upgrading";
});

/** Too many concurrent requests. Try again. */
export type BusyProblem = (Problem & {
code: "busy";
});

/** The payment provider does not respond. Try again. */
export type ProviderUnreachableProblem = (Problem & {
code: "provider_unreachable";
});

export type AboveBudget = ("refuse" | "ask");

export type Accent = {
/** On a light background. */
light: string;
/** On a dark background. */
dark: string;
};

export type AccentInput = {
/** On a light background. */
light: string;
/** On a dark background. */
dark: string;
};

export type Account = {
/** The agency that the account belongs to. */
agency: string;
account: string;
/** The ID of this session's spender. Absent for the owner of the account. */
spender?: string | undefined;
/** All credits less the debt. Negative only if the debt is larger. */
balance: number;
/** The credits that the customer can spend on anything now. */
available: number;
/** The credits that open holds set aside. They are part of the balance. */
held: number;
/** Credits owed. Incoming credits pay this first. */
debt: number;
/** Credits beside `available` that can be spent on some things only: what is bought of these is paid with them first. */
restricted: RestrictedCredits[];
/** The most debt that usage may leave. Spends may leave none. */
creditLimit: number;
state: AccountState;
/** Whether the agency shows the balance, and if not, why. */
widget: WidgetVisibility;
/** Credits with an expiry, soonest first. */
expiring: ExpiringCredits[];
/** Credits that expire within the agency's `expiringSoonDays`. */
expiringSoon: ExpiringSoon;
/** When credits were last added, and how many. Null if never. */
lastCredited: (LastCredited | null);
allowed: AllowedActions;
};

export type AccountAudit = {
/** The number of entries checked so far. */
checked: number;
/** The number of these entries whose texts were erased. Their amounts, order and hashes are checked like all others. */
erased: number;
complete: boolean;
/** True if this response and the previous ones have no findings. */
agrees: boolean;
/** What is wrong, with the number of the entry where it shows. */
findings: AuditFinding[];
/** Send this to continue. Null at the end. */
cursor: (string | null);
};

export type AccountExport = {
/** Where to fetch the archive, without a token. */
url: string;
/** The link works until this time. */
expiresAt: string;
/** The number of lines in the archive. */
lines: number;
};

export type AccountHoldInput = {
/** Whole credits. */
amount: number;
/** Your own ID of what the credits are held for, such as a job. Captures have it, too. */
reference: string;
/** The customer reads this. */
note?: string | undefined;
/** Seconds after which the hold ends: at most a week. */
seconds?: number | undefined;
/** The ID of one of the account's spenders, under whose budget this is. Without it, under none. */
spender?: string | undefined;
};

export type AccountMerge = {
/** The old account. Its ID leads to the other one from now on. */
account: string;
into: string;
};

export type AccountMergeInput = {
/** The account that stays. */
into: string;
};

export type AccountRedemption = {
/** The agency's name for the promotion. Without it, the credits were a gift. */
name?: string | undefined;
/** The last characters of the code. */
hint: string;
credits: number;
/** When the credits expire. */
expiresAt?: string | undefined;
at: string;
/** The number of the entry that added the credits. */
entry: number;
account: string;
};

export type AccountRedemptionPage = {
items: AccountRedemption[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AccountSpendInput = {
/** Whole credits. */
amount: number;
/** Your own ID of what the credits pay for, such as an order. */
reference: string;
/** The customer reads this in the history. */
note?: string | undefined;
/** The ID of one of the account's spenders, under whose budget this is. Without it, under none. */
spender?: string | undefined;
};

export type AccountSpenderKeyInput = {
/** The ID of the spender. */
spender: string;
/** Where the key is used. */
name: string;
/** The key works until this time. Without it, until it is revoked. */
expiresAt?: string | undefined;
/** Where the customer buys. */
region?: string | undefined;
};

export type AccountState = ("ok" | "low" | "zero" | "debt");

export type AccountSummary = {
account: string;
/** All credits less the debt. Negative only if the debt is larger. */
balance: number;
/** The credits that the customer can spend on anything now. */
available: number;
/** The credits that open holds set aside. They are part of the balance. */
held: number;
/** Credits owed. Incoming credits pay this first. */
debt: number;
/** Credits beside `available` that can be spent on some things only: what is bought of these is paid with them first. */
restricted: RestrictedCredits[];
state: AccountState;
/** The number of entries in its history. */
entries: number;
lastEntryAt?: string | undefined;
};

export type AccountSummaryPage = {
items: AccountSummary[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AddedCreditsInput = {
/** Add credits. */
type: "in";
/** Whole credits. */
amount: number;
/** Whether the customer has paid for them. */
class?: LotClass | undefined;
/** When the credits expire. Without it, never. */
expiresAt?: string | undefined;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyForInput | undefined;
/** The customer reads this in the history. */
reason: string;
/** Your own ID of it, such as that of an import. Without it, the ID of the adjustment. */
reference?: string | undefined;
/** Whether the account may be new. Without it, an ID that has neither an entry nor a profile is refused as mistyped. */
create?: boolean | undefined;
};

export type AdjustmentInput = (AddedCreditsInput | RemovedCreditsInput);

export type AgencyAccount = {
account: string;
/** The ID of this session's spender. Absent for the owner of the account. */
spender?: string | undefined;
/** All credits less the debt. Negative only if the debt is larger. */
balance: number;
/** The credits that the customer can spend on anything now. */
available: number;
/** The credits that open holds set aside. They are part of the balance. */
held: number;
/** Credits owed. Incoming credits pay this first. */
debt: number;
/** Credits beside `available` that can be spent on some things only: what is bought of these is paid with them first. */
restricted: RestrictedCredits[];
/** The most debt that usage may leave. Spends may leave none. */
creditLimit: number;
state: AccountState;
/** Whether the agency shows the balance, and if not, why. */
widget: WidgetVisibility;
/** Credits with an expiry, soonest first. */
expiring: ExpiringCredits[];
/** Credits that expire within the agency's `expiringSoonDays`. */
expiringSoon: ExpiringSoon;
/** When credits were last added, and how many. Null if never. */
lastCredited: (LastCredited | null);
allowed: AllowedActions;
/** The number of entries in its history. */
entries: number;
lastEntryAt?: string | undefined;
/** The credits of the account, by class. */
credits: CreditsByClass;
/** The lots in the order in which they are spent. */
lots: Lot[];
/** The account that this one merged into. It has the credits, and everything that comes late. */
mergedInto?: string | undefined;
/** The accounts that merged into this one. Their histories stay with them. */
mergedFrom: string[];
};

export type AgencyApproval = {
id: string;
/** `expired`: nobody decided it in time. */
status: ApprovalStatus;
/** The ID of the spender who asks. */
spender: string;
/** What it asks for. */
kind: ApprovalKind;
/** The credits that it would spend or hold. */
amount: number;
/** What the history would name it by. */
reference?: string | undefined;
/** The product, service or recipient. */
label?: string | undefined;
note?: string | undefined;
createdAt: string;
/** When it expires, if nobody decides it. */
endsAt: string;
decidedAt?: string | undefined;
/** The number of the entry in the history, once approved. A hold has none. */
entry?: number | undefined;
/** The account whose spender asks. */
account: string;
};

export type AgencyApprovalPage = {
items: AgencyApproval[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AgencyCreditRequest = {
id: string;
status: CreditRequestStatus;
method: CreditRequestMethod;
packageId?: string | undefined;
label: string;
credits: number;
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
/** The reference to write on the payment. */
reference: string;
/** Why it was rejected: the note of the person who rejected it, or `expired`. */
reason?: string | undefined;
createdAt: string;
/** It can't be accepted from this time on. */
expiresAt: string;
decidedAt?: string | undefined;
/** The entry that added the credits. */
entry?: EntryPlace | undefined;
account: string;
requestedBy: string;
steps: AgencyCreditRequestStep[];
/** The error code and the time of the last approval if it could not be executed. It added no credits. While the credit request is pending, the step can be decided again. */
refusal?: CreditRequestRefusal | undefined;
proofCount: number;
remindedAt?: string | undefined;
};

export type AgencyCreditRequestDetail = {
id: string;
status: CreditRequestStatus;
method: CreditRequestMethod;
packageId?: string | undefined;
label: string;
credits: number;
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
/** The reference to write on the payment. */
reference: string;
/** Why it was rejected: the note of the person who rejected it, or `expired`. */
reason?: string | undefined;
createdAt: string;
/** It can't be accepted from this time on. */
expiresAt: string;
decidedAt?: string | undefined;
/** The entry that added the credits. */
entry?: EntryPlace | undefined;
account: string;
requestedBy: string;
steps: AgencyCreditRequestStep[];
/** The error code and the time of the last approval if it could not be executed. It added no credits. While the credit request is pending, the step can be decided again. */
refusal?: CreditRequestRefusal | undefined;
proofCount: number;
remindedAt?: string | undefined;
/** Oldest first. */
proofs: AgencyProof[];
};

export type AgencyCreditRequestPage = {
items: AgencyCreditRequest[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AgencyCreditRequestStep = {
name: string;
/** `current`: the step to decide now. `open`: a later step. */
status: ("approved" | "rejected" | "current" | "open");
decidedAt?: string | undefined;
/** The role that the person who decides must have. */
role?: string | undefined;
decidedBy?: string | undefined;
note?: string | undefined;
};

export type AgencyInvoice = {
id: string;
account: string;
number: string;
description: string;
amount: (CreditAmount | MoneyAmount);
creditsAccepted: boolean;
issuedAt: string;
dueAt?: string | undefined;
status: InvoiceStatus;
payment?: Payment | undefined;
};

export type AgencyInvoicePage = {
items: AgencyInvoice[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AgencyOrder = {
/** The order's ID. It is also the reference of the entry that paid it. */
id: string;
serviceId: string;
/** The name of the service at the time of the order. */
name: string;
/** The price that the customer agreed to. */
credits: number;
/** Where the credits are. `held`: set aside until the order is done. `returned`: the order was cancelled or refunded. */
payment: OrderPayment;
/** The credits that were spent on it, refunded or not: at most its price, and 0 while they are held. */
paid: number;
/** The part of the amount that can be spent on some things only. Absent if there is none. */
restricted?: RestrictedCredits[] | undefined;
note?: string | undefined;
at: string;
status: OrderStatus;
refundedAt?: string | undefined;
account: string;
/** The number of the entry that paid it. Absent while it has cost nothing. */
entry?: number | undefined;
};

export type AgencyOrderPage = {
items: AgencyOrder[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AgencyPackage = {
id: string;
/** Customers read this. */
name: string;
/** Customers read this. */
description?: string | undefined;
/** The credits that a customer pays for. */
credits: number;
/** The credits that a customer gets in addition, free of charge. 0 for none. */
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
picture?: Picture | undefined;
/** Whether customers see it and can buy it. */
onSale: boolean;
/** Where the price does not fit the agency's settings: in another currency than the agency's, or not chargeable at one of its providers. `minimum`, `maximum` and `step` are minor units. */
notes: PackageNote[];
};

export type AgencyPackagePage = {
items: AgencyPackage[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AgencyProduct = {
id: string;
/** Customers read this. */
name: string;
/** Customers read this. */
description?: string | undefined;
/** Customers can list the products of one category. */
category?: string | undefined;
/** What customers choose from, each with its own price and file. */
variants: Variant[];
/** Lower prices for a time. If several apply, only the largest discount counts. */
promotions: Promotion[];
/** Who can get it: customers who meet every condition. Without it, everyone. */
eligibility?: Eligibility | undefined;
picture?: Picture | undefined;
/** Whether customers can buy it. If not, only those who own it see it. */
onSale: boolean;
};

export type AgencyProductPage = {
items: AgencyProduct[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AgencyProof = {
id: string;
at: string;
note?: string | undefined;
links?: string[] | undefined;
uploadId?: string | undefined;
/** A link to the uploaded file, valid for 15 minutes. */
url?: string | undefined;
};

export type AgencyService = {
/** The price in credits. 0 is free. */
price: number;
/** Prices in credits by region, which apply there instead of `price`. */
regionalPrices?: Record<string, number> | undefined;
id: string;
/** Customers read this. */
name: string;
/** Customers read this. */
description?: string | undefined;
/** Lower prices for a time. If several apply, only the largest discount counts. */
promotions: Promotion[];
/** Who can get it: customers who meet every condition. Without it, everyone. */
eligibility?: Eligibility | undefined;
/** Whether customers can pay it with credits. */
creditsAccepted: boolean;
/** When an order is paid. `at_order` (the default): at once. `when_done`: the credits are held, and spent when you mark the order done. */
payment?: ServicePayment | undefined;
picture?: Picture | undefined;
/** Whether customers see it and can order it. */
onSale: boolean;
};

export type AgencyServicePage = {
items: AgencyService[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Allowance = {
id: string;
/** How long a period is. You cannot change it later. */
every: AllowanceInterval;
/** The first period begins on this day, in the agency's time zone. Weekly periods begin on its weekday, monthly ones on its day of the month, or on the last day of a shorter month. You cannot change it later. */
startsOn: string;
/** Customers read this in their history. */
name: string;
/** The credits of each period. */
amount: number;
/** Whether the credits count as `paid` or `promo`. Without it, `promo`. */
class?: LotClass | undefined;
/** What alone the credits can be spent on. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** When the credits of a period expire: as the next one begins, after days, or never. */
expiry: AllowanceExpiry;
/** With `expiry` `days`: days after the beginning of the period. */
expiryDays?: number | undefined;
/** With `expiry` `period_end`: unused credits stay, up to this many of them, as the next period begins. At most 31 times `amount`. */
rollOverUpTo?: number | undefined;
/** While it is paused, periods begin without credits. They are not made up for. */
paused?: boolean | undefined;
/** No period begins after this day. Once it is over, the allowance has ended for good. */
endsOn?: string | undefined;
createdAt: string;
};

export type AllowanceAccount = {
account: string;
/** Since when the account gets the allowance. */
since: string;
/** The next period that is not posted yet. Absent while the allowance is paused, and after it has ended. */
next?: ComingPeriod | undefined;
};

export type AllowanceAccountPage = {
items: AllowanceAccount[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AllowanceAccountsInput = {
/** The accounts. */
accounts: string[];
/** `next`: the first credits come as the next period begins. `current`: all credits of the period that has begun come as well. */
firstPeriod?: ("next" | "current") | undefined;
/** Whether accounts may be ones that nobody used before. Without it, these are refused. */
create?: boolean | undefined;
};

export type AllowanceExpiry = ("period_end" | "days" | "never");

export type AllowanceInput = {
/** How long a period is. You cannot change it later. */
every: AllowanceInterval;
/** The first period begins on this day, in the agency's time zone. Weekly periods begin on its weekday, monthly ones on its day of the month, or on the last day of a shorter month. You cannot change it later. */
startsOn: string;
/** Customers read this in their history. */
name: string;
/** The credits of each period. */
amount: number;
/** Whether the credits count as `paid` or `promo`. Without it, `promo`. */
class?: LotClass | undefined;
/** What alone the credits can be spent on. Without it, on anything. */
onlyFor?: OnlyForInput | undefined;
/** When the credits of a period expire: as the next one begins, after days, or never. */
expiry: AllowanceExpiry;
/** With `expiry` `days`: days after the beginning of the period. */
expiryDays?: number | undefined;
/** With `expiry` `period_end`: unused credits stay, up to this many of them, as the next period begins. At most 31 times `amount`. */
rollOverUpTo?: number | undefined;
/** While it is paused, periods begin without credits. They are not made up for. */
paused?: boolean | undefined;
/** No period begins after this day. Once it is over, the allowance has ended for good. */
endsOn?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
createdAt?: string | undefined;
};

export type AllowanceInterval = ("day" | "week" | "month");

export type AllowanceJoin = {
account: string;
/** `allowance_limit`: the account gets 20 allowances already. `busy`: send it again. */
outcome: AllowanceJoinOutcome;
};

export type AllowanceJoinOutcome = ("added" | "already_there" | "unknown_account" | "account_merged" | "allowance_limit" | "busy");

export type AllowanceJoins = {
items: AllowanceJoin[];
};

export type AllowancePage = {
items: Allowance[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AllowancePreview = {
/** The accounts that get the allowance now. */
accounts: number;
/** The credits that the next period would bring to all of them. */
credits: (number | string);
/** The next periods, at most 3. Empty while the allowance is paused, and after it has ended. */
periods: ComingPeriod[];
};

export type AllowanceRun = {
/** The day of the newest period that was posted. */
on: string;
/** When Scrip last had something to post. */
at: string;
/** Periods posted since then, one for each account. Accounts that joined late count, too. */
posted: number;
/** Their credits. */
credits: (number | string);
/** Periods that were missed, and not posted since their credits would have expired. */
expired: number;
/** Accounts that could not be posted to in the last run. Scrip tries again every hour. */
failures: number;
/** Some of these accounts, at most 20. */
failed: string[];
};

export type AllowanceState = ("running" | "paused" | "ended");

export type AllowanceStatus = {
/** Whether no period begins any more. */
hasEnded: boolean;
/** The next period. Absent while the allowance is paused, and after it has ended. */
next?: ComingPeriod | undefined;
/** What was posted last. Absent if nothing was. */
lastRun?: AllowanceRun | undefined;
};

export type AllowedActions = {
buyCredits: Availability;
spendCredits: Availability;
/** To another account, or as a gift. */
sendCredits: Availability;
};

export type ApiKey = {
/** Also the actor in the audit log. */
id: string;
/** Where the key is used. */
name: string;
createdAt: string;
/** The person who created the key. */
createdBy: string;
/** The key works until this time, or until it is revoked. */
expiresAt?: string | undefined;
/** The day (UTC) on which the key was last used. */
lastUsedOn?: string | undefined;
/** What the key may do. */
scopes: ("agency:read" | "agency:write")[];
};

export type ApiKeyInput = {
/** Where the key is used. */
name: string;
/** What the key may do. */
scopes: ("agency:read" | "agency:write")[];
/** The key works until this time. Without it, until it is revoked. */
expiresAt?: string | undefined;
};

export type ApiKeyPage = {
items: ApiKey[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type AppliedPromotion = {
id: string;
name: string;
discount: number;
to: string;
};

export type Approval = {
id: string;
/** `expired`: nobody decided it in time. */
status: ApprovalStatus;
/** The ID of the spender who asks. */
spender: string;
/** What it asks for. */
kind: ApprovalKind;
/** The credits that it would spend or hold. */
amount: number;
/** What the history would name it by. */
reference?: string | undefined;
/** The product, service or recipient. */
label?: string | undefined;
note?: string | undefined;
createdAt: string;
/** When it expires, if nobody decides it. */
endsAt: string;
decidedAt?: string | undefined;
/** The number of the entry in the history, once approved. A hold has none. */
entry?: number | undefined;
};

export type ApprovalKind = ("spend" | "hold" | "transfer" | "gift" | "order" | "purchase" | "invoice");

export type ApprovalPage = {
items: Approval[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type ApprovalStatus = ("open" | "approved" | "declined" | "expired");

export type AuditFinding = {
code: string;
entry: number;
};

export type Availability = {
allowed: boolean;
reasons: Reason[];
};

export type Balances = {
/** The agency's time zone, in which days begin and end. */
timeZone: string;
items: DatedBalance[];
};

export type BatchedUsage = {
id: string;
time: string;
quantity: number;
reference?: string | undefined;
credits: number;
};

export type BatchedUsagePage = {
items: BatchedUsage[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type BonusTier = {
/** The tier applies to amounts of at least this many credits. */
fromCredits: number;
/** The credits that a customer gets in addition, free of charge. */
bonusCredits: number;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
};

export type BonusTierInput = {
/** The tier applies to amounts of at least this many credits. */
fromCredits: number;
/** The credits that a customer gets in addition, free of charge. */
bonusCredits: number;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyForInput | undefined;
};

export type BookLine = {
/** `paid` and `promo`, less `debt`. */
credits: (number | string);
/** Credits that customers paid for, or that the agency added as paid. */
paid: (number | string);
/** Credits that were granted for free. */
promo: (number | string);
/** Credits that accounts owe. */
debt: (number | string);
/** Of the paid credits, those whose price Scrip does not know. */
unpriced: (number | string);
/** What the other paid credits cost, each at the price of its lot, by currency. */
deferred: ExactMoney[];
};

export type BookPosition = {
/** `paid` and `promo`, less `debt`. */
credits: (number | string);
/** Credits that customers paid for, or that the agency added as paid. */
paid: (number | string);
/** Credits that were granted for free. */
promo: (number | string);
/** Credits that accounts owe. */
debt: (number | string);
/** Of the paid credits, those whose price Scrip does not know. */
unpriced: (number | string);
/** What the other paid credits cost, each at the price of its lot, by currency. */
deferred: ExactMoney[];
/** Of all these credits, those in open holds. */
held: (number | string);
};

export type Branding = {
/** The address of the logo. */
logoUrl?: string | undefined;
/** The colour of links and buttons. Each must have a contrast of at least 4.5:1, to white or to #121212. */
accent?: Accent | undefined;
/** The radius of corners, in pixels. */
radius?: number | undefined;
/** Where customers get help: an e-mail address, a telephone number or a web address. */
support?: string | undefined;
/** The languages of the portal, the preferred one first. */
languages?: ("en" | "de")[] | undefined;
/** The agency's own page, to which the portal leads back. */
homeUrl?: string | undefined;
};

export type BrandingInput = {
/** The address of the logo. */
logoUrl?: string | undefined;
/** The colour of links and buttons. Each must have a contrast of at least 4.5:1, to white or to #121212. */
accent?: AccentInput | undefined;
/** The radius of corners, in pixels. */
radius?: number | undefined;
/** Where customers get help: an e-mail address, a telephone number or a web address. */
support?: string | undefined;
/** The languages of the portal, the preferred one first. */
languages?: ("en" | "de")[] | undefined;
/** The agency's own page, to which the portal leads back. */
homeUrl?: string | undefined;
};

export type Capture = {
id: string;
amount: number;
at: string;
/** The number of its entry in the history. */
entry: number;
};

export type CaptureInput = {
/** The credits to spend. Without it, all that the hold holds. */
amount?: number | undefined;
/** Whether this is the last capture: the rest is given back. With `false` the hold stays open until its end. */
final?: boolean | undefined;
/** The customer reads this in the history. Without it, the hold's note. */
note?: string | undefined;
};

export type Captured = {
/** The ID of the capture. */
id: string;
entry: Entry;
/** The credits that the hold still holds. */
held: number;
};

export type ChainLink = {
/** The entry's number in its account's history. */
number: number;
at: string;
/** SHA-256, in lower-case hexadecimal, of `hashed` as canonical JSON (RFC 8785). The next entry has it in its `hashed.previous`. */
hash: string;
/** Exactly what the hash is over. `texts` holds the SHA-256 of each text: of `salt` followed by the text, in UTF-8. Entries without `hashVersion` are older and hold their texts themselves. Absent only of such an entry that was erased: its hash was over the erased texts. */
hashed?: Record<string, unknown> | undefined;
/** What the texts of this entry were hashed with. Absent where the texts were erased, and of older entries. */
salt?: string | undefined;
};

export type ChainLinkPage = {
items: ChainLink[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Change = {
id: string;
at: string;
actor: string;
kind: ("settings" | "package" | "product" | "service" | "promo_codes" | "invoice" | "adjustment" | "expiry_extension" | "credit_limit" | "spend" | "transfer" | "hold" | "spender" | "meter" | "allowance" | "allowance_account" | "endpoint" | "endpoint_secret" | "profile" | "order" | "purchase_refund" | "spend_refund" | "api_key" | "person" | "invitation" | "merge" | "erasure" | "export");
/** The ID of what was changed. */
recordId: string;
/** The state before the change, or null if it was created. If it exceeds 100 KB, the beginning of its JSON as a string. */
before: ((Record<string, unknown> | string) | null);
/** The state after the change, or null if it was deleted. Limited like `before`. */
after: ((Record<string, unknown> | string) | null);
};

export type ChangePage = {
items: Change[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Checkout = {
id: string;
/** `processing`: the payment takes days. `under_review`: the payment does not match the checkout, and the agency has to decide. */
status: CheckoutStatus;
provider: Provider;
packageId?: string | undefined;
credits: number;
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
createdAt: string;
expiresAt: string;
/** The page where the customer pays, while the checkout is open. */
url?: string | undefined;
/** Why the last attempt to pay was declined, until one succeeds. `declined`: the bank gives no reason. */
declineReason?: DeclineReason | undefined;
};

export type CheckoutInput = {
/** The payment provider at which the customer pays. */
provider: Provider;
/** The ID of the package to buy. Send this or `credits`. */
packageId?: string | undefined;
/** Whole credits. */
credits?: number | undefined;
/** Where the customer returns to: an address at the portal, or at the origin of one of the agency's `returnUrls`. Default: the first of these. */
returnUrl?: string | undefined;
};

export type CheckoutStatus = ("open" | "processing" | "paid" | "failed" | "expired" | "under_review");

export type ComingPeriod = {
/** The first day of the period, in the agency's time zone. */
on: string;
/** When the period begins. Scrip posts the credits within the hour after it. */
at: string;
/** The credits that it brings. */
amount: number;
/** When the first of these credits expire. Absent if they never do. */
expiresAt?: string | undefined;
/** The part of the credits that expires later, if it is not used. */
rollOver?: RollOver | undefined;
};

export type CreatedSession = {
/** Send it as `Authorization: Bearer <token>`. Scrip stores only a hash. */
token: string;
/** The account that the session is for. */
account: string;
/** What the session may do. */
scopes: ("credits:read" | "credits:spend")[];
/** The spender under whose budget it spends. */
spender?: string | undefined;
/** The session works until this time. */
expiresAt: string;
/** Opens the portal signed in: once, within a minute. */
url: string;
/** The link opens nothing from this time on. */
urlExpiresAt: string;
};

export type CreditAmount = {
/** Whole credits. */
credits: number;
};

export type CreditAmountInput = {
/** Whole credits. */
credits: number;
};

export type CreditDiscount = {
/** Credits off the price. The price never falls below 0. */
credits: number;
};

export type CreditDiscountInput = {
/** Credits off the price. The price never falls below 0. */
credits: number;
};

export type CreditLimit = {
creditLimit: number;
};

export type CreditLimitInput = {
/** The most debt that usage may leave, in credits. 0 for none. */
creditLimit: number;
/** Whether the account may be new. Without it, an ID that has neither an entry nor a profile is refused as mistyped. */
create?: boolean | undefined;
};

export type CreditRequest = {
id: string;
status: CreditRequestStatus;
method: CreditRequestMethod;
packageId?: string | undefined;
label: string;
credits: number;
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
/** The reference to write on the payment. */
reference: string;
/** Why it was rejected: the note of the person who rejected it, or `expired`. */
reason?: string | undefined;
createdAt: string;
/** It can't be accepted from this time on. */
expiresAt: string;
decidedAt?: string | undefined;
/** The entry that added the credits. */
entry?: EntryPlace | undefined;
steps: CreditRequestStep[];
};

export type CreditRequestDetail = {
id: string;
status: CreditRequestStatus;
method: CreditRequestMethod;
packageId?: string | undefined;
label: string;
credits: number;
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
/** The reference to write on the payment. */
reference: string;
/** Why it was rejected: the note of the person who rejected it, or `expired`. */
reason?: string | undefined;
createdAt: string;
/** It can't be accepted from this time on. */
expiresAt: string;
decidedAt?: string | undefined;
/** The entry that added the credits. */
entry?: EntryPlace | undefined;
steps: CreditRequestStep[];
/** The agency's payment instructions, while the credit request is pending. */
instructions?: string | undefined;
/** What the customer copies into the payment, while the credit request is pending. */
paymentDetails?: PaymentDetail[] | undefined;
/** Oldest first. */
proofs: Proof[];
};

export type CreditRequestInput = {
/** How the customer pays. */
method: CreditRequestMethod;
/** The ID of the package to buy. Send this or `credits`. */
packageId?: string | undefined;
/** Whole credits. */
credits?: number | undefined;
};

export type CreditRequestMethod = ("bank_transfer" | "crypto");

export type CreditRequestMethodSettings = {
/** Where and how customers pay, in the agency's own words. */
instructions: string;
/** What customers copy into their payment, line by line. */
details?: PaymentDetail[] | undefined;
};

export type CreditRequestMethodSettingsInput = {
/** Where and how customers pay, in the agency's own words. */
instructions: string;
/** What customers copy into their payment, line by line. */
details?: PaymentDetailInput[] | undefined;
};

export type CreditRequestMethods = {
/** Bank transfer. */
bank_transfer?: CreditRequestMethodSettings | undefined;
/** A cryptocurrency. */
crypto?: CreditRequestMethodSettings | undefined;
};

export type CreditRequestMethodsInput = {
/** Bank transfer. */
bank_transfer?: CreditRequestMethodSettingsInput | undefined;
/** A cryptocurrency. */
crypto?: CreditRequestMethodSettingsInput | undefined;
};

export type CreditRequestPage = {
items: CreditRequest[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type CreditRequestPolicy = {
/** The payment methods that customers can choose. */
methods: CreditRequestMethods;
/** The approvals that a credit request needs, in this order. */
steps: CreditRequestStepPolicy[];
/** Hours after which the event `request.reminded` reports a pending credit request. */
remindAfterHours: number;
/** Days after which Scrip rejects a credit request that nobody decided. */
expireAfterDays: number;
};

export type CreditRequestPolicyInput = {
/** The payment methods that customers can choose. */
methods: CreditRequestMethodsInput;
/** The approvals that a credit request needs, in this order. */
steps: CreditRequestStepPolicyInput[];
/** Hours after which the event `request.reminded` reports a pending credit request. */
remindAfterHours: number;
/** Days after which Scrip rejects a credit request that nobody decided. */
expireAfterDays: number;
};

export type CreditRequestRefusal = {
code: string;
at: string;
};

export type CreditRequestStatus = ("pending" | "accepted" | "rejected" | "cancelled");

export type CreditRequestStep = {
name: string;
/** `current`: the step to decide now. `open`: a later step. */
status: ("approved" | "rejected" | "current" | "open");
decidedAt?: string | undefined;
};

export type CreditRequestStepPolicy = {
/** The name of the step. Approvers see it. */
name: string;
/** The role that the approver of this step needs. Without it, any approver can decide. */
role?: string | undefined;
/** The step applies to credit requests for at least this many credits, including bonus credits. Without it, it applies to all. */
fromCredits?: number | undefined;
};

export type CreditRequestStepPolicyInput = {
/** The name of the step. Approvers see it. */
name: string;
/** The role that the approver of this step needs. Without it, any approver can decide. */
role?: string | undefined;
/** The step applies to credit requests for at least this many credits, including bonus credits. Without it, it applies to all. */
fromCredits?: number | undefined;
};

export type CreditsByClass = {
paid: number;
promo: number;
};

export type CustomAmount = {
/** The price of one credit in minor units. */
unitPrice: number;
/** ISO 4217 code. */
currency: string;
minimum: number;
maximum: number;
/** Bonuses for larger amounts, the smallest first. The last one reached counts. */
bonusTiers?: BonusTier[] | undefined;
};

export type CustomAmountInput = {
/** The price of one credit, in minor units of the agency's currency. */
unitPrice: number;
/** The smallest number of credits that a customer can buy. */
minimum: number;
/** The largest number of credits that a customer can buy. */
maximum: number;
/** Bonuses for larger amounts, the smallest first. The last one reached counts. */
bonusTiers?: BonusTierInput[] | undefined;
};

export type CustomAmountSettings = {
/** The price of one credit, in minor units of the agency's currency. */
unitPrice: number;
/** The smallest number of credits that a customer can buy. */
minimum: number;
/** The largest number of credits that a customer can buy. */
maximum: number;
/** Bonuses for larger amounts, the smallest first. The last one reached counts. */
bonusTiers?: BonusTier[] | undefined;
};

export type DailyUsage = {
/** The day on which it was used. */
day: string;
meter: string;
/** The name of the meter. Absent if it was deleted. */
name?: string | undefined;
/** The unit of the meter. Absent if it was deleted. */
unit?: string | undefined;
/** The number of events that were charged. */
events: number;
/** The units that were charged. */
quantity: (number | string);
/** The whole credits that they filled up. */
credits: (number | string);
/** The units that were refused, and not charged. */
refused: (number | string);
};

export type DailyUsagePage = {
/** A month of the calendar, in the agency's time zone. */
month: string;
/** The agency's time zone, in which days begin and end. */
timeZone: string;
items: DailyUsage[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type DatedBalance = {
/** The first day. */
from: string;
/** The last day. */
to: string;
/** The balance as posted at the end of the last day, or by now. */
balance: number;
};

export type Decision = {
decisionId: string;
/** The credit request at the time of the decision. */
request: AgencyCreditRequest;
};

export type DecisionInput = {
/** True approves the step, false rejects the credit request. */
approve: boolean;
/** The step that you decide. It must be the current one. */
step: string;
/** The customer reads this note on a rejection. A rejection requires it. */
note?: string | undefined;
};

export type DeclineReason = ("insufficient_funds" | "expired_card" | "incorrect_details" | "authentication_required" | "limit_exceeded" | "declined");

export type Delivery = {
eventId: string;
type: EventType;
account?: string | undefined;
/** `failing`: Scrip tries again. `failed`: Scrip has given up; you can resend the event. */
status: DeliveryStatus;
attempts: number;
/** The status of the endpoint's last answer. */
statusCode?: number | undefined;
/** Why the endpoint gave no answer. */
problem?: string | undefined;
lastAt: string;
};

export type DeliveryPage = {
items: Delivery[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type DeliveryStatus = ("delivered" | "failing" | "failed");

export type Dispute = {
id: string;
status: DisputeStatus;
money: Money;
at: string;
};

export type DisputeStatus = ("warning" | "open" | "lost" | "won");

export type Download = {
id: string;
at: string;
productId: string;
productName: string;
variantId: string;
variantName: string;
/** The downloaded version. */
version: string;
};

export type DownloadInput = {
/** Optional if the account owns one variant only. Otherwise `variant_required` lists the IDs as `variants`. */
variantId?: string | undefined;
};

export type DownloadLink = {
/** The link to the file. It needs no token and works until it expires. */
url: string;
expiresAt: string;
productId: string;
variantId: string;
version: string;
/** The file's SHA-256 in lower-case hexadecimal, if the agency stated it. */
sha256?: string | undefined;
};

export type DownloadPage = {
items: Download[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type DryRun = {
dryRun: true;
/** The balance afterwards. */
balance: number;
/** The credits that the account could spend on anything afterwards. */
available: number;
/** The credits that open holds would hold afterwards. */
held: number;
/** The credits that the account would owe afterwards. */
debt: number;
/** Credits beside `available` that can be spent on some things only: what is bought of these is paid with them first. */
restricted: RestrictedCredits[];
/** The entries that the history would get. Credits that have expired come first. */
entries: PlannedEntry[];
};

export type Eligibility = {
/** Only customers of these regions. Without it, all regions. */
regions?: string[] | undefined;
/** Only these accounts. Without it, all accounts. */
accounts?: string[] | undefined;
};

export type EligibilityInput = {
/** Only customers of these regions. Without it, all regions. */
regions?: string[] | undefined;
/** Only these accounts. Without it, all accounts. */
accounts?: string[] | undefined;
};

export type Endpoint = {
id: string;
url: string;
/** The event types that this endpoint receives. */
types: EventType[];
description?: string | undefined;
status: EndpointStatus;
/** Every delivery has failed since this time. After five days the endpoint is disabled. */
failingSince?: string | undefined;
createdAt: string;
};

export type EndpointInput = {
/** An https URL at a public address. */
url: string;
/** The event types to send. Default: all. */
types?: EventType[] | undefined;
/** A note for yourselves. */
description?: string | undefined;
};

export type EndpointPage = {
items: Endpoint[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type EndpointStatus = ("active" | "disabled");

export type EndpointUpdateInput = {
/** An https URL at a public address. */
url: string;
/** The event types to send. Default: all. */
types?: EventType[] | undefined;
/** A note for yourselves. */
description?: string | undefined;
/** Takes precedence over `status`. */
enabled?: boolean | undefined;
/** Used if `enabled` is absent. */
status?: EndpointStatus | undefined;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
failingSince?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
createdAt?: string | undefined;
};

export type EndpointWithSecret = {
id: string;
url: string;
/** The event types that this endpoint receives. */
types: EventType[];
description?: string | undefined;
status: EndpointStatus;
/** Every delivery has failed since this time. After five days the endpoint is disabled. */
failingSince?: string | undefined;
createdAt: string;
/** The secret that verifies signatures (Standard Webhooks). No later answer shows it again. */
secret: string;
};

export type Entry = {
/** Counts the account's entries from 1, without gaps. */
number: number;
at: string;
type: EntryType;
kind: EntryKind;
reference: string;
note?: string | undefined;
/** The texts of the entry were erased. A reference that was free text reads `erased`. */
erased?: true | undefined;
/** What the credits came from or paid for: the name of a package, product, service or promotion. */
label?: string | undefined;
/** The spender under whose budget it was spent, also of what gives those credits back. */
spender?: string | undefined;
/** Of usage: the meter. */
meter?: string | undefined;
/** Of usage: the units that were charged. A fraction that earlier usage left may have filled up a credit of the amount. */
quantity?: number | undefined;
/** The number of usage events that it is for, if they share it. `reference` names them together. */
events?: number | undefined;
/** The credits that came in or went out. */
amount: number;
/** The part of the amount that can be spent on some things only. Absent if there is none. */
restricted?: RestrictedCredits[] | undefined;
/** The balance after this entry. */
balance: number;
};

export type EntryKind = ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");

export type EntryPage = {
items: Entry[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type EntryPlace = {
number: number;
at: string;
};

export type EntryType = ("in" | "out");

export type Erasure = {
account: string;
status: ErasureStatus;
/** What is being erased now. Absent once all is done. */
step?: ErasureStep | undefined;
requestedAt: string;
/** Who asked for it: a person, or an API key by its ID. */
requestedBy: string;
/** The agency's `retentionDays` at that time, or 0 if it had none. */
retentionDays: number;
/** The number of entries at that time. Later entries are not erased. */
entries: number;
completedAt?: string | undefined;
};

export type ErasureStatus = ("running" | "done");

export type ErasureStep = ("sessions" | "allowances" | "profile" | "entries" | "transfers" | "checkouts" | "orders" | "holds" | "approvals" | "spenders" | "refused_usage" | "invoices" | "credit_requests" | "audit_log" | "deliveries");

export type EventType = ("account.merged" | "approval.decided" | "approval.requested" | "balance.low" | "balance.zero" | "checkout.completed" | "credits.added" | "credits.expired" | "credits.extended" | "credits.reclaimed" | "credits.spent" | "credits.transferred" | "debt.cleared" | "debt.opened" | "endpoint.disabled" | "gift.created" | "gift.redeemed" | "gift.returned" | "hold.captured" | "hold.created" | "hold.expired" | "hold.released" | "invoice.paid" | "order.created" | "order.refunded" | "order.updated" | "purchase.completed" | "purchase.refunded" | "reconciliation.mismatch" | "request.accepted" | "request.advanced" | "request.cancelled" | "request.created" | "request.rejected" | "request.reminded" | "spender.exhausted" | "spender.key_created" | "spender.key_revoked" | "spender.warned" | "usage.charged" | "usage.refused");

export type ExactMoney = {
/** ISO 4217 code. */
currency: string;
/** Minor units of the currency, with up to six decimals. */
amount: string;
};

export type ExpiringCredits = {
credits: number;
class: LotClass;
expiresAt: string;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
};

export type ExpiringSoon = {
credits: number;
/** Of these, the credits that are `restricted`. */
restricted: number;
days: number;
};

export type ExpiryAfterDays = {
afterDays: number;
};

export type ExpiryAfterDaysInput = {
/** Days after the redemption. */
afterDays: number;
};

export type ExpiryAt = {
at: string;
};

export type ExpiryAtInput = {
/** The credits expire at this time. */
at: string;
};

export type ExpiryExtensionInput = {
/** When the credits expire now, exactly as the account shows it. */
from: string;
/** When they are to expire: later than `from`. Null for never. */
expiresAt: (string | null);
/** The customer reads this in the history. */
reason: string;
/** Your own ID of it. Without it, the ID of the extension. */
reference?: string | undefined;
};

export type Fault = {
/** The part of the request that is wrong. */
in: ("path" | "query" | "header" | "body");
/** Where in that part, as a JSON Pointer (RFC 6901). */
pointer: string;
/** What is wrong, for people. */
message: string;
/** Why it is wrong, for programs. `not_chargeable`: none of your payment providers charges it, and `message` says why. */
code: ("required" | "invalid_type" | "invalid_format" | "invalid_value" | "too_small" | "too_big" | "unrecognized_keys" | "not_unique" | "wrong_order" | "in_the_past" | "low_contrast" | "read_only" | "not_chargeable");
/** The least that is valid, of what is `too_small`. */
minimum?: number | undefined;
/** The most that is valid, of what is `too_big`. */
maximum?: number | undefined;
/** What `minimum` and `maximum` count: the characters of a text or the entries of a list. Absent for a number. */
unit?: ("characters" | "entries") | undefined;
/** What an `invalid_format` should be. Absent where the API description has a pattern. */
format?: ("email" | "url" | "datetime" | "date" | "currency" | "time_zone") | undefined;
};

export type Figures = {
/** The agency's time zone, in which days begin and end. */
timeZone: string;
items: PeriodFigures[];
};

export type FoundProfile = {
account: string;
/** The person's or the company's name. */
name?: string | undefined;
/** The e-mail address. */
email?: string | undefined;
/** The customer's ID in another system of the agency. */
externalId?: string | undefined;
/** For the agency only. The customer never sees it. */
note?: string | undefined;
/** The field that begins with `prefix`. */
matched: ("name" | "email" | "externalId" | "note");
};

export type FoundProfilePage = {
items: FoundProfile[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Gift = {
id: string;
status: GiftStatus;
/** The credits that were given. */
amount: number;
/** What the recipient redeems. Shown while the gift is open. */
code?: string | undefined;
/** The last characters of the code. */
hint: string;
note?: string | undefined;
createdAt: string;
/** From this time on, the code cannot be redeemed. */
expiresAt: string;
/** When it was redeemed, or its credits went back. */
endedAt?: string | undefined;
/** The credits that were left at its end. Some may have expired, or be taken back. */
credits?: number | undefined;
};

export type GiftInput = {
/** Whole credits. */
amount: number;
/** Who redeems the code reads this in the history. */
note?: string | undefined;
/** Days until the credits go back, unless the code is redeemed first. */
days?: number | undefined;
};

export type GiftPage = {
items: Gift[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type GiftStatus = ("open" | "redeemed" | "taken_back" | "expired");

export type GivenGift = {
gift: Gift;
/** The entry in the history of the giver. */
entry: Entry;
};

export type Health = {
status: "ok";
};

export type Hold = {
id: string;
/** `captured`: its last capture is done. `expired`: it reached its end first. */
status: HoldStatus;
/** Who made it. Only the agency can capture or release a hold of the agency. That of an order has the ID of the order, and ends when the order is done or cancelled. */
madeBy: HoldMaker;
/** The spender under whose budget it is. */
spender?: string | undefined;
/** The credits that were set aside. */
amount: number;
/** The credits that it holds now: the amount less what was captured, or taken back with its payment. */
held: number;
/** The credits that were spent of it. */
captured: number;
reference: string;
note?: string | undefined;
createdAt: string;
/** From this time on, it holds nothing. Absent for that of an order. */
endsAt?: string | undefined;
/** When it was released, or captured for the last time. */
closedAt?: string | undefined;
/** Oldest first. */
captures: Capture[];
};

export type HoldInput = {
/** Whole credits. */
amount: number;
/** Your own ID of what the credits are held for, such as a job. Captures have it, too. */
reference: string;
/** The customer reads this. */
note?: string | undefined;
/** Seconds after which the hold ends: at most a week. */
seconds?: number | undefined;
};

export type HoldMaker = ("customer" | "agency" | "order");

export type HoldPage = {
items: Hold[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type HoldStatus = ("open" | "captured" | "released" | "expired");

export type Invitation = {
/** The account whose credits the customer spends. */
account: string;
/** In lower case. */
email: string;
/** False if the customer was invited before. */
sent: boolean;
};

export type InvitationInput = {
/** Where Cognito sends the invitation, and what the person signs in with. */
email: string;
/** Where the customer buys. */
region?: string | undefined;
/** Sends the e-mail again, with a new password, to somebody who has not signed in yet. */
resend?: boolean | undefined;
};

export type Invoice = {
id: string;
/** The agency's invoice number. It is also the reference of the entry that paid it. */
number: string;
description: string;
/** The amount as issued: credits or money. */
amount: (CreditAmount | MoneyAmount);
/** The price in credits: what was paid, or the amount at the agency's current rate, rounded up. Null if credits can't pay it. */
credits: (number | null);
/** `credits` pay `amount` minor units. Absent if nothing is converted. */
rate?: InvoiceRate | undefined;
status: InvoiceStatus;
issuedAt: string;
dueAt?: string | undefined;
payment?: Payment | undefined;
/** Whether the customer can pay it with credits now. */
pay: Availability;
};

export type InvoiceInput = {
/** Your own invoice number. Customers read it. */
number: string;
/** What the invoice is for. Customers read it. */
description: string;
/** What the invoice comes to: credits or money. */
amount: (CreditAmountInput | MoneyAmountInput);
/** Whether the invoice can be paid with credits. */
creditsAccepted: boolean;
/** When it is to be paid. Nothing happens at that time. */
dueAt?: string | undefined;
};

/** An amount of money. */
export type InvoiceMoneyInput = {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};

export type InvoicePage = {
items: Invoice[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type InvoicePayment = {
/** Whole credits. */
credits: number;
/** When it was paid. */
at: string;
/** The number of the entry that paid the invoice. */
entry: number;
invoiceId: string;
number: string;
};

export type InvoicePaymentInput = {
/** Whole credits. */
credits: number;
};

export type InvoiceRate = {
/** This many credits pay `amount`. */
credits: number;
/** Minor units of the currency. */
amount: number;
};

export type InvoiceRateInput = {
/** This many credits pay `amount`. */
credits: number;
/** Minor units of the currency. */
amount: number;
};

export type InvoiceStatus = ("open" | "paid" | "void");

export type InvoiceUpdateInput = {
/** Your own invoice number. Customers read it. */
number: string;
/** What the invoice is for. Customers read it. */
description: string;
/** What the invoice comes to: credits or money. */
amount: (CreditAmountInput | MoneyAmountInput);
/** Whether the invoice can be paid with credits. */
creditsAccepted: boolean;
/** When it is to be paid. Nothing happens at that time. */
dueAt?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
account?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
issuedAt?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
status?: InvoiceStatus | undefined;
/** Read-only. Leave it out, or send the value that you read. */
payment?: PaymentInput | undefined;
};

export type LastCredited = {
at: string;
credits: number;
};

export type LastDownload = {
version: string;
at: string;
};

export type Liability = {
/** `paid` and `promo`, less `debt`. */
credits: (number | string);
/** Outstanding credits that customers paid for. */
paid: (number | string);
/** Outstanding credits that were granted for free. */
promo: (number | string);
/** Credits that accounts owe. */
debt: (number | string);
/** Of the paid credits, those whose price Scrip does not know. */
unpriced: (number | string);
/** What the other paid credits cost, each at the price of its lot, by currency. */
deferred: ExactMoney[];
/** Of all these credits, those in open holds. */
held: (number | string);
/** Outstanding credits that wait in gifts, in no account. */
gifts: (number | string);
/** The number of accounts. */
accounts: number;
/** The time of the last counted movement. Absent before the first. */
at?: string | undefined;
};

export type LibraryItem = {
productId: string;
/** Absent if the agency no longer offers this product. */
name?: string | undefined;
variants: OwnedVariant[];
};

export type LibraryItemPage = {
items: LibraryItem[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type LinkedFile = {
/** A web address. Scrip fills in `{productId}`, `{variantId}`, `{version}`, `{expires}` (seconds since the epoch) and, last, `{signature}`. */
link: string;
};

export type LinkedFileInput = {
/** A web address. Scrip fills in `{productId}`, `{variantId}`, `{version}`, `{expires}` (seconds since the epoch) and, last, `{signature}`. */
link: string;
};

export type Lot = {
class: LotClass;
credits: number;
expiresAt?: string | undefined;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
};

export type LotClass = ("paid" | "promo");

export type MergeObstacle = ("orders" | "holds" | "spenders" | "erasure" | "merged_accounts" | "merge_limit");

export type Meter = {
id: string;
/** The credits that `per` units cost. */
creditsPer: number;
/** The number of units that cost `creditsPer` credits. */
per: number;
/** Customers read this in their history. */
name: string;
/** `each`: each event is an entry of the history. `batch`: events that are charged together are one entry, which costs less. */
entries: ("each" | "batch");
/** What is counted. Customers read this. */
unit: string;
};

export type MeterInput = {
/** The credits that `per` units cost. */
creditsPer: number;
/** The number of units that cost `creditsPer` credits. */
per: number;
/** Customers read this in their history. */
name: string;
/** `each`: each event is an entry of the history. `batch`: events that are charged together are one entry, which costs less. */
entries?: ("each" | "batch") | undefined;
/** What is counted. Customers read this. */
unit: string;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
};

export type MeterPage = {
items: Meter[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type MeterPrice = {
id: string;
/** Customers read this in their history. */
name: string;
/** What is counted. Customers read this. */
unit: string;
/** The credits that `per` units cost. */
creditsPer: number;
/** The number of units that cost `creditsPer` credits. */
per: number;
};

export type MeterPricePage = {
items: MeterPrice[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Mismatch = {
/** `skipped`: an object of the provider (`objectId` in its list `source`), or what it says of a payment, was left out. `window_skipped`: the provider did not list the time between `from` and `to`. */
code: ("amount_differs" | "currency_differs" | "checkout_unknown" | "refund_currency_differs" | "payment_missing" | "ledger_differs" | "allowance_late" | "books_differ" | "skipped" | "window_skipped");
paymentId?: string | undefined;
account?: string | undefined;
source?: string | undefined;
objectId?: string | undefined;
from?: string | undefined;
to?: string | undefined;
/** Why it was left out. */
issue?: string | undefined;
at: string;
};

export type Money = {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};

export type MoneyAmount = {
money: Money;
};

export type MoneyAmountInput = {
money: InvoiceMoneyInput;
};

export type MonthBooks = {
/** A month of the calendar, in the agency's time zone. */
month: string;
timeZone: string;
/** Whether none of these figures changes any more. */
closed: boolean;
opening: BookPosition;
sold: BookLine;
bonus: BookLine;
granted: BookLine;
spent: BookLine;
refunded: BookLine;
expired: BookLine;
reclaimed: BookLine;
reinstated: BookLine;
withdrawn: BookLine;
transferredIn: BookLine;
transferredOut: BookLine;
closing: BookPosition;
/** The prices of the credits sold, by currency. Refunds of money are not deducted. */
sales: Sales[];
/** Revenue of the month by currency: paid credits that were spent or expired, less those given back, at the price of their lots; and what sales brought that nothing is deferred of. */
recognised: ExactMoney[];
};

/** The names of the claims that an access token needs. */
export type NeededClaims = {
/** Names the agency. Absent if the deployment serves one agency. */
agency?: string | undefined;
/** Names the customer's account. */
account: string;
/** Names the region in which the customer buys. */
region: string;
/** Lists the roles: a list, or one text with spaces between them. */
roles: string;
/** Lists the scopes, with spaces between them. */
scopes: string;
};

export type NewApiKey = {
/** Also the actor in the audit log. */
id: string;
/** Where the key is used. */
name: string;
createdAt: string;
/** The person who created the key. */
createdBy: string;
/** The key works until this time, or until it is revoked. */
expiresAt?: string | undefined;
/** The day (UTC) on which the key was last used. */
lastUsedOn?: string | undefined;
/** What the key may do. */
scopes: ("agency:read" | "agency:write")[];
/** The key itself. Scrip shows it this once and stores only a hash. */
key: string;
};

export type NewSpenderKey = {
/** Also the actor in the audit log. */
id: string;
/** Where the key is used. */
name: string;
createdAt: string;
/** The person who created the key. */
createdBy: string;
/** The key works until this time, or until it is revoked. */
expiresAt?: string | undefined;
/** The day (UTC) on which the key was last used. */
lastUsedOn?: string | undefined;
/** The ID of the spender under whose budget it spends. */
spender: string;
region?: string | undefined;
/** The key itself. Scrip shows it this once and stores only a hash. */
key: string;
};

export type OnlyFor = {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};

export type OnlyForInput = {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};

export type OpenMatter = ("credits" | "debt" | "checkouts" | "credit_requests" | "disputes" | "refunds" | "orders" | "invoices" | "holds" | "gifts");

/** How far you have come. */
export type OpenOrderStatus = ("new" | "in_progress" | "done" | "cancelled");

export type Order = {
/** The order's ID. It is also the reference of the entry that paid it. */
id: string;
serviceId: string;
/** The name of the service at the time of the order. */
name: string;
/** The price that the customer agreed to. */
credits: number;
/** Where the credits are. `held`: set aside until the order is done. `returned`: the order was cancelled or refunded. */
payment: OrderPayment;
/** The credits that were spent on it, refunded or not: at most its price, and 0 while they are held. */
paid: number;
/** The part of the amount that can be spent on some things only. Absent if there is none. */
restricted?: RestrictedCredits[] | undefined;
note?: string | undefined;
at: string;
status: OrderStatus;
refundedAt?: string | undefined;
/** Whether the customer can cancel it now. */
cancel: Availability;
};

export type OrderInput = {
/** The price that the customer agreed to. */
credits: number;
/** A note for the agency. */
note?: string | undefined;
};

export type OrderPage = {
items: Order[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type OrderPayment = ("held" | "paid" | "returned" | "free");

export type OrderStatus = ("new" | "in_progress" | "done" | "refunded" | "cancelled");

export type OrderStatusInput = {
status: OpenOrderStatus;
/** With `done`, for an order that holds its credits: what it costs in the end, up to what is held. The rest is given back. Without it, the price. */
credits?: number | undefined;
};

export type OwnAllowance = {
/** The ID of the allowance. */
id: string;
/** Customers read this in their history. */
name: string;
/** How long a period is. You cannot change it later. */
every: AllowanceInterval;
state: AllowanceState;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** Since when the account gets it. */
since: string;
/** The next period. Absent while the allowance is paused, and after it has ended. */
next?: ComingPeriod | undefined;
};

export type OwnAllowances = {
/** At most 20. */
items: OwnAllowance[];
};

export type OwnedVariant = {
id: string;
/** Absent if the agency no longer offers this variant. */
name?: string | undefined;
since: string;
purchaseId: string;
/** The version available for download. */
version?: string | undefined;
/** The last download. */
downloaded?: LastDownload | undefined;
/** True if another version than the last downloaded one is available. */
updateAvailable: boolean;
download: Availability;
};

export type Package = {
id: string;
name: string;
description?: string | undefined;
credits: number;
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyFor | undefined;
price: Money;
picture?: Picture | undefined;
/** The payment providers at which customers can buy this package. Empty if none can charge its price. */
providers: Provider[];
};

export type PackageInput = {
/** Customers read this. */
name: string;
/** Customers read this. */
description?: string | undefined;
/** The credits that a customer pays for. */
credits: number;
/** The credits that a customer gets in addition, free of charge. 0 for none. */
bonusCredits: number;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyForInput | undefined;
/** The same for the bonus credits. */
bonusOnlyFor?: OnlyForInput | undefined;
price: PackagePriceInput;
/** Whether customers see it and can buy it. */
onSale: boolean;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Scrip ignores it if you send it. */
picture?: Picture | undefined;
/** Read-only. Scrip ignores it if you send it. */
notes?: PackageNote[] | undefined;
};

export type PackageNote = {
/** What does not fit. */
code: ("currency_differs" | "not_chargeable");
/** The provider that cannot charge it. */
provider?: Provider | undefined;
/** Why the provider cannot charge it. */
reason?: ("currency_not_supported" | "amount_too_small" | "amount_too_large" | "amount_not_whole") | undefined;
/** The least that it charges. */
minimum?: number | undefined;
/** The most that it charges. */
maximum?: number | undefined;
/** It charges multiples of this. */
step?: number | undefined;
};

export type PackagePage = {
items: Package[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
customAmount: (CustomAmount | null);
/** The payment providers at which customers can buy credits at the moment. */
providers: Provider[];
/** How customers can pay for credits by a credit request, which the agency approves. */
requestMethods: CreditRequestMethod[];
};

/** What customers pay for the package. */
export type PackagePriceInput = {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};

export type PastBalance = {
account: string;
at: string;
/** The balance after the last entry by that time, which is included. */
balance: number;
/** The number of entries in the history by that time. */
entries: number;
};

export type PastLiability = {
day: string;
/** `paid` and `promo`, less `debt`. */
credits: (number | string);
/** Credits that customers paid for, or that the agency added as paid. */
paid: (number | string);
/** Credits that were granted for free. */
promo: (number | string);
/** Credits that accounts owe. */
debt: (number | string);
/** Of the paid credits, those whose price Scrip does not know. */
unpriced: (number | string);
/** What the other paid credits cost, each at the price of its lot, by currency. */
deferred: ExactMoney[];
/** Of all these credits, those in open holds. */
held: (number | string);
/** Whether the figures of its month change no more. */
closed: boolean;
};

export type Payment = {
/** Whole credits. */
credits: number;
/** When it was paid. */
at: string;
/** The number of the entry that paid the invoice. */
entry: number;
};

export type PaymentDetail = {
/** What it is. */
label: string;
/** What customers copy. */
value: string;
};

export type PaymentDetailInput = {
/** What it is. */
label: string;
/** What customers copy. */
value: string;
};

export type PaymentInput = {
/** Whole credits. */
credits: number;
/** When it was paid. */
at: string;
/** The number of the entry that paid the invoice. */
entry: number;
};

export type PercentDiscount = {
/** Percent off the price. */
percent: number;
};

export type PercentDiscountInput = {
/** Percent off the price. */
percent: number;
};

export type PeriodFigures = {
/** The first day. */
from: string;
/** The last day. */
to: string;
/** Credits that customers bought, without bonus credits. */
sold: (number | string);
/** The prices of the credits sold, by currency. */
sales: Sales[];
/** Credits added for free: bonuses, promo codes, and adjustments by the agency. */
granted: (number | string);
/** Credits spent, also on purchases, services and invoices, by captures of holds, and on metered usage. */
spent: (number | string);
/** Spent credits that were given back. */
returned: (number | string);
/** Credits taken back because their payment was refunded or disputed. */
reversed: (number | string);
/** Credits put back because a dispute was won. */
reinstated: (number | string);
/** Credits removed by adjustments of the agency. */
withdrawn: (number | string);
/** Credits that expired. */
expired: (number | string);
/** The credits of all accounts, less their debts, at the end of the last day. */
outstanding: (number | string);
};

export type Person = {
/** The same address always has the same ID. */
id: string;
/** In lower case. */
email: string;
/** What the person may do. */
scopes: ("agency:read" | "agency:write" | "agency:approve")[];
/** The steps that the person may decide. */
roles: string[];
/** A disabled person cannot sign in. */
status: ("enabled" | "disabled");
/** When the person was first invited. */
invitedAt: string;
/** Who first invited the person. */
invitedBy: string;
};

export type PersonInput = {
/** Where Cognito sends the invitation, and what the person signs in with. */
email: string;
/** What the person may do. */
scopes: ("agency:read" | "agency:write" | "agency:approve")[];
/** The steps that the person may decide. */
roles?: string[] | undefined;
/** Sends the e-mail again, with a new password, to somebody who has not signed in yet. */
resend?: boolean | undefined;
};

export type PersonPage = {
items: Person[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Picture = {
/** Where anybody can get it, relative to the API's address. What is there never changes. */
url: string;
/** Pixels. */
width: number;
/** Pixels. */
height: number;
};

export type PictureInput = {
/** The upload. A picture can be used once. */
uploadId: string;
};

export type PictureUploadInput = {
/** The type of the file. What counts in the end is its content. */
contentType: ("image/png" | "image/jpeg" | "image/webp");
/** The exact size of the file. */
bytes: number;
};

export type PlannedEntry = {
type: EntryType;
kind: EntryKind;
label?: string | undefined;
amount: number;
/** The balance after this entry. */
balance: number;
/** The lots drawn from, or added to. */
lots: Lot[];
/** The part that would pay a debt or leave one. */
debt?: number | undefined;
};

export type PlannedUsage = {
account: string;
id: string;
time: string;
/** What would become of it. */
status: ("charged" | "refused");
reason?: UsageRefusal | undefined;
/** The whole credits that it would fill up. */
credits: number;
/** Whether it was reported before, also earlier in this request. It would not be charged again: the rest says what became of it. */
known: boolean;
};

export type PriceBreakdown = {
base: number;
regional?: RegionalPrice | undefined;
promotion?: AppliedPromotion | undefined;
price: number;
};

export type Product = {
id: string;
name: string;
description?: string | undefined;
picture?: Picture | undefined;
category?: string | undefined;
/** Whether this account, in its region, can buy the product at all. */
eligible: Availability;
variants: ProductVariant[];
};

export type ProductInput = {
/** Customers read this. */
name: string;
/** Customers read this. */
description?: string | undefined;
/** Customers can list the products of one category. */
category?: string | undefined;
/** What customers choose from, each with its own price and file. */
variants: VariantInput[];
/** Lower prices for a time. If several apply, only the largest discount counts. */
promotions: PromotionInput[];
/** Who can get it: customers who meet every condition. Without it, everyone. */
eligibility?: EligibilityInput | undefined;
/** Whether customers can buy it. If not, only those who own it see it. */
onSale: boolean;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Scrip ignores it if you send it. */
picture?: Picture | undefined;
};

export type ProductPage = {
items: Product[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type ProductVariant = {
id: string;
name: string;
/** What this customer pays now, and how the price is computed. */
price: PriceBreakdown;
owned: boolean;
/** The part of the price that credits for some things only pay, as far as the account has them now. */
restricted: number;
/** Whether the account has enough credits. */
affordable: boolean;
/** The credits missing to pay this, including any debt. 0 if none. */
shortfall: number;
buy: Availability;
};

export type Profile = {
account: string;
/** The person's or the company's name. */
name?: string | undefined;
/** The e-mail address. */
email?: string | undefined;
/** The customer's ID in another system of the agency. */
externalId?: string | undefined;
/** For the agency only. The customer never sees it. */
note?: string | undefined;
};

export type ProfileInput = {
/** The person's or the company's name. */
name?: string | undefined;
/** The e-mail address. */
email?: string | undefined;
/** The customer's ID in another system of the agency. */
externalId?: string | undefined;
/** For the agency only. The customer never sees it. */
note?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
account?: string | undefined;
};

export type PromoBatch = {
/** Each random code of the batch starts with this. */
id: string;
/** The code, if you worded it. */
code?: string | undefined;
/** `unfinished`: the request that creates the codes was interrupted. Send it again. */
status: PromoBatchStatus;
name: string;
credits: number;
codes: number;
/** When the credits expire: at a time, or a number of days after the redemption. */
creditsExpire?: (ExpiryAt | ExpiryAfterDays) | undefined;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyFor | undefined;
from?: string | undefined;
to?: string | undefined;
/** Null means unlimited. */
usesPerCode: (number | null);
usesPerAccount: number;
eligibility?: Eligibility | undefined;
createdAt: string;
};

export type PromoBatchInput = {
/** Customers read this in their history. */
name: string;
/** Whole credits. */
credits: number;
/** How many random codes to create. */
codes?: number | undefined;
/** Instead of `codes`: one code in your own words, such as WELCOME10. Anybody who hears of it can redeem it. It has 5 to 16 letters A to Z and digits; case, spaces and dashes do not matter, and I, L and O are read as 1 and 0. */
code?: string | undefined;
/** When the credits expire: at a time, or a number of days after the redemption. */
creditsExpire?: (ExpiryAtInput | ExpiryAfterDaysInput) | undefined;
/** What alone the credits can be spent on: whatever one of the lists names. Without it, on anything. */
onlyFor?: OnlyForInput | undefined;
/** The codes are valid from this time. */
from?: string | undefined;
/** The codes are valid until this time. */
to?: string | undefined;
/** How often each code can be redeemed in total. Null means unlimited. The default is 1 for random codes and null for a worded code. */
usesPerCode?: (number | null) | undefined;
/** How many of these codes one account can redeem. It can redeem each code once. */
usesPerAccount?: number | undefined;
/** Who can redeem the codes: customers who meet every condition. Without it, everyone. */
eligibility?: EligibilityInput | undefined;
};

export type PromoBatchPage = {
items: PromoBatch[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type PromoBatchStatus = ("unfinished" | "active" | "withdrawn");

export type Promotion = {
/** Your own ID of the promotion. */
id: string;
/** Customers read this beside the price. */
name: string;
/** The promotion starts at this time. */
from: string;
/** The promotion ends at this time. */
to: string;
/** How much less customers pay. */
discount: (PercentDiscount | CreditDiscount);
/** The regions where the promotion applies. Without it, everywhere. */
regions?: string[] | undefined;
};

export type PromotionInput = {
/** Your own ID of the promotion. */
id: string;
/** Customers read this beside the price. */
name: string;
/** The promotion starts at this time. */
from: string;
/** The promotion ends at this time. */
to: string;
/** How much less customers pay. */
discount: (PercentDiscountInput | CreditDiscountInput);
/** The regions where the promotion applies. Without it, everywhere. */
regions?: string[] | undefined;
};

export type Proof = {
id: string;
at: string;
note?: string | undefined;
links?: string[] | undefined;
uploadId?: string | undefined;
};

export type ProofInput = {
/** What the agency should know. */
note?: string | undefined;
/** Where the payment can be seen, such as in a block explorer. */
links?: string[] | undefined;
/** The ID of an uploaded file. */
uploadId?: string | undefined;
};

export type Provider = ("stripe" | "paypal");

export type ProviderOffer = {
/** The payment provider. */
provider: Provider;
/** Whether customers can pay at this provider. */
offered: boolean;
/** Why they cannot: the provider is not among the agency's `providers`, or Scrip found no usable credentials for it. */
reason?: ("not_enabled" | "credentials_missing") | undefined;
};

export type ProviderOffers = {
/** Where customers can pay, and why not elsewhere. `GET /v1/agency/providers` looks for new credentials at once. */
providers: ProviderOffer[];
};

export type PublicBranding = {
/** The agency's name. */
name: string;
/** The address of the logo. */
logoUrl?: string | undefined;
/** The colour of links and buttons. Each must have a contrast of at least 4.5:1, to white or to #121212. */
accent?: Accent | undefined;
/** The radius of corners, in pixels. */
radius?: number | undefined;
/** The languages of the portal, the preferred one first. */
languages?: ("en" | "de")[] | undefined;
};

export type Purchase = {
id: string;
quoteId: string;
status: ("complete" | "refunded");
productId: string;
variantId: string;
productName: string;
variantName: string;
/** The locked price, and how it was computed. */
price: PriceBreakdown;
/** The credits paid. */
credits: number;
/** The part of the amount that can be spent on some things only. Absent if there is none. */
restricted?: RestrictedCredits[] | undefined;
at: string;
refundedAt?: string | undefined;
/** Whether the customer can refund it now. Absent once it is refunded. */
refund?: Availability | undefined;
};

export type PurchaseInput = {
/** The ID of the quote. */
quoteId: string;
};

export type PurchasePage = {
items: Purchase[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type PurchaseRefundInput = {
/** Days after the purchase within which it can be refunded. */
days: number;
/** Whether a purchase can be refunded after its first download. */
afterDownload: boolean;
};

export type PurchaseRefundSettings = {
/** Days after the purchase within which it can be refunded. */
days: number;
/** Whether a purchase can be refunded after its first download. */
afterDownload: boolean;
};

export type Quote = {
id: string;
status: ("open" | "used" | "expired");
productId: string;
variantId: string;
productName: string;
variantName: string;
/** The locked price, and how it was computed. */
price: PriceBreakdown;
createdAt: string;
/** The price is locked until this time. */
expiresAt: string;
/** The credits that the account can spend on it now. */
available: number;
/** The part of the price that credits for some things only pay, as far as the account has them now. */
restricted: number;
/** The credits missing to pay this, including any debt. 0 if none. */
shortfall: number;
buy: Availability;
/** The purchase that used this quote. */
purchaseId?: string | undefined;
};

export type QuoteInput = {
/** The ID of the product. */
productId: string;
/** The ID of the variant. Optional if the product has one only. */
variantId?: string | undefined;
};

export type Reason = {
code: string;
title: string;
};

export type Receipt = {
/** The receipt's ID. Quote it to the agency. */
id: string;
/** `under_review`: the payment does not match its checkout, and the agency has to decide. */
status: ("pending" | "failed" | "paid" | "partly_refunded" | "refunded" | "disputed" | "under_review");
provider: Provider;
/** The provider's ID of the payment. */
paymentId: string;
checkoutId: string;
price: Money;
/** The credits that the account holds through this payment, including the bonus. */
credits: number;
paidAt?: string | undefined;
creditedAt?: string | undefined;
refunds: Refund[];
disputes: Dispute[];
};

export type ReceiptPage = {
items: Receipt[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Recipient = (RecipientAccountInput | RecipientExternalIdInput);

export type RecipientAccountInput = {
/** The ID of the account. */
account: string;
};

export type RecipientExternalIdInput = {
/** The agency's ID of the customer, exactly as in the profile. */
externalId: string;
};

export type Reconciliation = {
id: string;
/** The provider whose books were compared. `ledger` is the audit of our own books. */
provider: ("stripe" | "paypal" | "ledger");
pass: ("recent" | "nightly");
status: ("running" | "interrupted" | "complete");
/** Why the run stopped early. The next run continues from there. */
interruption?: ("provider_unreachable" | "provider_refused" | "out_of_time" | "busy") | undefined;
from: string;
to: string;
startedAt: string;
endedAt?: string | undefined;
/** The number of facts that the provider listed, or of accounts audited. */
seen: number;
/** The number of missing movements that were posted. */
healed: number;
mismatchCount: number;
/** The first hundred mismatches. */
mismatches: Mismatch[];
/** The provider's lists that failed, while the others were read. */
failures: SourceFailure[];
};

export type ReconciliationPage = {
items: Reconciliation[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Redemption = {
/** The agency's name for the promotion. Without it, the credits were a gift. */
name?: string | undefined;
/** The last characters of the code. */
hint: string;
credits: number;
/** When the credits expire. */
expiresAt?: string | undefined;
at: string;
/** The number of the entry that added the credits. */
entry: number;
};

export type RedemptionInput = {
/** The code as the customer typed it. */
code: string;
};

export type RedemptionPage = {
items: Redemption[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type Refund = {
id: string;
status: RefundStatus;
money: Money;
at: string;
};

export type RefundStatus = ("pending" | "succeeded" | "failed");

export type RefusedUsage = {
account: string;
id: string;
at: string;
events: RefusedUsageEvent[];
};

export type RefusedUsageEvent = {
id: string;
meter: string;
quantity: number;
time: string;
spender?: string | undefined;
reason: UsageRefusal;
};

export type RefusedUsagePage = {
items: RefusedUsage[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type RegionalPrice = {
region: string;
price: number;
};

export type Release = {
/** The version that customers download, in your own words. */
version: string;
/** The file to download. */
file: (StoredFile | LinkedFile);
/** The file's SHA-256 in lower-case hexadecimal. Customers get it with the link, to check what they downloaded. */
sha256?: string | undefined;
};

export type ReleaseInput = {
/** The version that customers download, in your own words. */
version: string;
/** The file to download. */
file: (StoredFileInput | LinkedFileInput);
/** The file's SHA-256 in lower-case hexadecimal. Customers get it with the link, to check what they downloaded. */
sha256?: string | undefined;
};

export type RemovedCreditsInput = {
/** Remove credits. */
type: "out";
/** Whole credits. */
amount: number;
/** Remove credits that have exactly this restriction. Without it, only those that have none. */
onlyFor?: OnlyForInput | undefined;
/** The customer reads this in the history. */
reason: string;
/** Your own ID of it, such as that of an import. Without it, the ID of the adjustment. */
reference?: string | undefined;
};

export type ReportedUsage = {
account: string;
id: string;
time: string;
/** `accepted`: it is queued, and not charged yet. `refused`: nothing was done. */
status: ("accepted" | "refused");
/** Why it was refused. `not_queued`: send it again. */
reason?: ("unknown_meter" | "not_queued") | undefined;
};

export type RestrictedCredits = {
credits: number;
onlyFor: OnlyFor;
};

export type RollOver = {
amount: number;
expiresAt: string;
};

export type Sale = {
id: string;
quoteId: string;
status: ("complete" | "refunded");
productId: string;
variantId: string;
productName: string;
variantName: string;
/** The locked price, and how it was computed. */
price: PriceBreakdown;
/** The credits paid. */
credits: number;
/** The part of the amount that can be spent on some things only. Absent if there is none. */
restricted?: RestrictedCredits[] | undefined;
at: string;
};

export type Sales = {
/** ISO 4217 code. */
currency: string;
/** The prices of what was sold, in minor units. Refunds are not deducted. */
amount: (number | string);
};

export type Service = {
id: string;
name: string;
description?: string | undefined;
picture?: Picture | undefined;
/** What this customer pays now, and how the price is computed. */
price: PriceBreakdown;
/** The part of the price that credits for some things only pay, as far as the account has them now. */
restricted: number;
/** Whether the account has enough credits. */
affordable: boolean;
/** The credits missing to pay this, including any debt. 0 if none. */
shortfall: number;
/** When an order is paid. `when_done`: its credits are held until the agency has done it. */
payment: ServicePayment;
/** Whether the customer can order it and pay with credits now. */
pay: Availability;
};

export type ServiceInput = {
/** The price in credits. 0 is free. */
price: number;
/** Prices in credits by region, which apply there instead of `price`. */
regionalPrices?: Record<string, number> | undefined;
/** Customers read this. */
name: string;
/** Customers read this. */
description?: string | undefined;
/** Lower prices for a time. If several apply, only the largest discount counts. */
promotions: PromotionInput[];
/** Who can get it: customers who meet every condition. Without it, everyone. */
eligibility?: EligibilityInput | undefined;
/** Whether customers can pay it with credits. */
creditsAccepted: boolean;
/** When an order is paid. `at_order` (the default): at once. `when_done`: the credits are held, and spent when you mark the order done. */
payment?: ServicePayment | undefined;
/** Whether customers see it and can order it. */
onSale: boolean;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Scrip ignores it if you send it. */
picture?: Picture | undefined;
};

export type ServicePage = {
items: Service[];
/** Send this to read the next page. Null on the last page. */
cursor: (string | null);
};

export type ServicePayment = ("at_order" | "when_done");

export type Session = {
/** Send it as `Authorization: Bearer <token>`. Scrip stores only a hash. */
token: string;
/** The account that the session is for. */
account: string;
/** What the session may do. */
scopes: ("credits:read" | "credits:spend")[];
/** The spender under whose budget it spends. */
spender?: string | undefined;
/** The session works until this time. */
expiresAt: string;
/** Where to send the customer back to. */
returnUrl?: string | undefined;
};

export type SessionCodeInput = {
/** What follows `#code=` in the link. */
code: string;
};

export type SessionInput = {
/** What the session may do. */
scopes: ("credits:read" | "credits:spend")[];
/** How long the session lasts. */
seconds?: number | undefined;
/** Where the customer buys. */
region?: string | undefined;
/** The ID of one of the account's spenders. The session then spends within its budget, and changes no spenders. */
spender?: string | undefined;
/** Where the portal sends the customer back to. It must share its origin with one of the agency’s `returnUrls`. Default: the first of them. */
returnUrl?: string | undefined;
};

export type Settings = {
/** The agency's name. */
name: string;
/** The currency in which the agency sells credits (ISO 4217). */
currency: string;
/** Whether customers can buy credits at the moment. */
creditSales: boolean;
/** Whether customers can spend credits at the moment. */
creditPayments: boolean;
/** The payment providers at which customers can buy credits. */
providers: Provider[];
/** Customers can buy any number of credits within these limits. Without it, they buy packages only. */
customAmount?: CustomAmountSettings | undefined;
/** When a payment is refunded or disputed after its credits were spent: `debt`: the account owes these credits. `give_up`: nobody does. */
reversals: ("debt" | "give_up");
/** A balance of fewer credits than this is `low`. */
lowBalance: number;
/** Credits that expire within this number of days count as expiring soon. */
expiringSoonDays: number;
/** Whether customers see the balance widget. `with_credits`: while the account has or owes credits. */
balanceWidget: ("shown" | "with_credits" | "hidden");
/** The region of customers whose token names none. */
defaultRegion?: string | undefined;
/** Minutes for which a quote locks its price. */
quoteMinutes: number;
/** How customers can return purchases for credits. Without it, they cannot. */
purchaseRefunds?: PurchaseRefundSettings | undefined;
/** The exchange rate of credits for invoices in each currency. Credits cannot pay invoices in other currencies. */
invoiceRates: Record<string, InvoiceRate>;
/** How customers buy credits by bank transfer or crypto. Without it, they buy at the providers only. */
requests?: CreditRequestPolicy | undefined;
/** How the agency shows itself to its customers. */
branding?: Branding | undefined;
/** Customers can send credits to each other. Without it, they cannot. */
transfers?: TransferSettings | undefined;
/** The IANA time zone of days and months in figures. Without it, UTC. */
timeZone?: string | undefined;
/** Days after an account's last entry during which its personal data can't be erased. Without it, an account can be erased as soon as it is settled. */
retentionDays?: number | undefined;
/** Where customers return to after paying. The first is the default. A checkout can name another address of the same origins, or one at the portal. */
returnUrls: string[];
/** Where customers can pay, and why not elsewhere. `GET /v1/agency/providers` looks for new credentials at once. */
providerOffers: ProviderOffer[];
};

export type SettingsInput = {
/** The agency's name. */
name: string;
/** The currency in which the agency sells credits (ISO 4217). */
currency: string;
/** Whether customers can buy credits at the moment. */
creditSales: boolean;
/** Whether customers can spend credits at the moment. */
creditPayments: boolean;
/** The payment providers at which customers can buy credits. */
providers: Provider[];
/** Customers can buy any number of credits within these limits. Without it, they buy packages only. */
customAmount?: CustomAmountInput | undefined;
/** When a payment is refunded or disputed after its credits were spent: `debt`: the account owes these credits. `give_up`: nobody does. */
reversals: ("debt" | "give_up");
/** A balance of fewer credits than this is `low`. */
lowBalance: number;
/** Credits that expire within this number of days count as expiring soon. */
expiringSoonDays: number;
/** Whether customers see the balance widget. `with_credits`: while the account has or owes credits. */
balanceWidget: ("shown" | "with_credits" | "hidden");
/** The region of customers whose token names none. */
defaultRegion?: string | undefined;
/** Minutes for which a quote locks its price. */
quoteMinutes: number;
/** How customers can return purchases for credits. Without it, they cannot. */
purchaseRefunds?: PurchaseRefundInput | undefined;
/** The exchange rate of credits for invoices in each currency. Credits cannot pay invoices in other currencies. */
invoiceRates: Record<string, InvoiceRateInput>;
/** How customers buy credits by bank transfer or crypto. Without it, they buy at the providers only. */
requests?: CreditRequestPolicyInput | undefined;
/** How the agency shows itself to its customers. */
branding?: BrandingInput | undefined;
/** Customers can send credits to each other. Without it, they cannot. */
transfers?: TransferSettingsInput | undefined;
/** The IANA time zone of days and months in figures. Without it, UTC. */
timeZone?: string | undefined;
/** Days after an account's last entry during which its personal data can't be erased. Without it, an account can be erased as soon as it is settled. */
retentionDays?: number | undefined;
/** Where customers return to after paying. The first is the default. A checkout can name another address of the same origins, or one at the portal. */
returnUrls: string[];
/** Read-only. Scrip ignores it if you send it. */
providerOffers?: ProviderOffer[] | undefined;
};

export type SourceFailure = {
source: string;
code: ("provider_unreachable" | "provider_refused");
/** The provider's HTTP status. */
status?: number | undefined;
/** The provider's own word for the reason. */
issue?: string | undefined;
/** The next run reads the list from here. */
from: string;
};

export type Spend = {
id: string;
entry: Entry;
};

export type SpendInput = {
/** Whole credits. */
amount: number;
/** Your own ID of what the credits pay for, such as an order. */
reference: string;
/** The customer reads this in the history. */
note?: string | undefined;
};

export type SpendRefundInput = {
/** The number of the spend's entry. */
entry: number;
/** The time of the spend's entry, exactly as the history shows it. */
at: string;
/** Without it, all that is left of the spend is refunded. */
amount?: number | undefined;
/** The customer reads this in the history. */
reason?: string | undefined;
};

export type Spender = {
id: string;
/** The owner of the account reads this. */
name: string;
/** What it is. It changes nothing but how pages show it. */
kind: SpenderKind;
/** The most that it may spend. Without a limit, any amount; with `0`, nothing. */
limits: SpenderLimits;
onlyFor?: OnlyFor | undefined;
/** Whether it is refused or asks the owner beyond its budget. */
above: AboveBudget;
/** The credits that its open holds hold. They count in every limit until they are captured or released. */
held: number;
/** Today, in the agency's time zone. */
day: SpenderPeriod;
/** This month, in the agency's time zone. */
month: SpenderPeriod;
createdAt: string;
};

export type SpenderInput = {
/** The owner of the account reads this. */
name: string;
/** What it is. It changes nothing but how pages show it. */
kind: SpenderKind;
/** The most that it may spend. Without a limit, any amount; with `0`, nothing. */
limits: SpenderLimitsInput;
/** What alone it may spend on: whatever one of the lists names. Without it, on anything. Plain spends, holds, transfers and invoices name nothing, so a restriction refuses them. */
onlyFor?: OnlyForInput | undefined;
/** What becomes of a spend, hold or purchase beyond limits or restriction: `refuse` (as without it), or `ask` the owner of the account, who approves or declines it. */
above?: AboveBudget | undefined;
};

export type SpenderKey = {
/** Also the actor in the audit log. */
id: string;
/** Where the key is used. */
name: string;
createdAt: string;
/** The person who created the key. */
createdBy: string;
/** The key works until this time, or until it is revoked. */
expiresAt?: string | undefined;
/** The day (UTC) on which the key was last used. */
lastUsedOn?: string | undefined;
/** The ID of the spender under whose budget it spends. */
spender: string;
region?: string | undefined;
};

export type SpenderKeyInput = {
/** The ID of the spender. */
spender: string;
/** Where the key is used. */
name: string;
/** The key works until this time. Without it, until it is revoked. */
expiresAt?: string | undefined;
};

export type SpenderKeys = {
/** Oldest first, at most 50. */
items: SpenderKey[];
};

export type SpenderKind = ("member" | "device" | "api_key" | "agent");

export type SpenderLimits = {
/** The most credits of one spend, hold or purchase. */
perCall?: number | undefined;
/** The most credits of one day. */
perDay?: number | undefined;
/** The most credits of one month. */
perMonth?: number | undefined;
};

export type SpenderLimitsInput = {
/** The most credits of one spend, hold or purchase. */
perCall?: number | undefined;
/** The most credits of one day. */
perDay?: number | undefined;
/** The most credits of one month. */
perMonth?: number | undefined;
};

export type SpenderPeriod = {
/** The credits spent in this period, less what was given back. */
spent: number;
/** The credits left of the limit. Absent without one. */
left?: number | undefined;
/** When the next period begins, with nothing spent. */
startsAnewAt: string;
};

export type SpenderPutInput = {
/** The owner of the account reads this. */
name: string;
/** What it is. It changes nothing but how pages show it. */
kind: SpenderKind;
/** The most that it may spend. Without a limit, any amount; with `0`, nothing. */
limits: SpenderLimitsInput;
/** What alone it may spend on: whatever one of the lists names. Without it, on anything. Plain spends, holds, transfers and invoices name nothing, so a restriction refuses them. */
onlyFor?: OnlyForInput | undefined;
/** What becomes of a spend, hold or purchase beyond limits or restriction: `refuse` (as without it), or `ask` the owner of the account, who approves or declines it. */
above?: AboveBudget | undefined;
/** Read-only. Leave it out, or send the value that you read. */
id?: string | undefined;
/** Read-only. Leave it out, or send the value that you read. */
createdAt?: string | undefined;
/** Read-only. Scrip ignores it if you send it. */
held?: number | undefined;
/** Read-only. Scrip ignores it if you send it. */
day?: SpenderPeriod | undefined;
/** Read-only. Scrip ignores it if you send it. */
month?: SpenderPeriod | undefined;
};

export type Spenders = {
/** Oldest first, at most 50. */
items: Spender[];
};

export type StoredFile = {
/** The name of a file in the stack's bucket, below the agency's own folder. */
object: string;
};

export type StoredFileInput = {
/** The name of a file in the stack's bucket, below the agency's own folder. */
object: string;
};

export type Transfer = {
/** The ID of the transfer: the `reference` of both entries. */
id: string;
/** The entry in the history of the sender. */
entry: Entry;
};

export type TransferInput = {
/** Who receives the credits: an account of the same agency. */
to: Recipient;
/** Whole credits. */
amount: number;
/** Sender and recipient read this in their histories. */
note?: string | undefined;
};

export type TransferSettings = {
/** Whether promo credits can be sent, too. Paid credits always can. */
promo: boolean;
};

export type TransferSettingsInput = {
/** Whether promo credits can be sent, too. Paid credits always can. */
promo: boolean;
};

export type Upload = {
uploadId: string;
/** The URL to PUT the file to. */
url: string;
/** Send exactly these headers with the file. The URL accepts one file, once. */
headers: UploadHeaders;
expiresAt: string;
};

export type UploadHeaders = {
"content-type": string;
"content-length": string;
"if-none-match": "*";
};

export type UploadInput = {
/** The type of the file. */
contentType: ("image/png" | "image/jpeg" | "application/pdf");
/** The exact size of the file. */
bytes: number;
};

export type Usage = {
account: string;
id: string;
time: string;
status: ("charged" | "refused");
/** Why it was refused. It stays so: to charge it after all, send it under another ID. `budget_per_call`, `budget_per_day` and `budget_per_month` name the limit of the spender, `credit_limit` that of the account. */
reason?: UsageRefusal | undefined;
meter: string;
quantity: number;
/** The whole credits that it filled up. A fraction counts toward the next usage of the meter. */
credits: number;
/** The number of the entry with these credits. Absent if there are none. */
entry?: number | undefined;
};

export type UsageDryRun = {
dryRun: true;
events: PlannedUsage[];
};

export type UsageEventInput = {
/** Your own ID of the event. With the account and the time it names the event for ever. */
id: string;
/** The account that used the units. */
account: string;
/** The ID of the meter. */
meter: string;
/** The units that were used: a whole number. Count in a smaller unit where parts are used. */
quantity: number;
/** When the units were used, however long ago. Of it, milliseconds count. */
time: string;
/** The customer reads this in the history. Without it, the ID. */
reference?: string | undefined;
/** The ID of one of the account's spenders, under whose budget it was used. It counts in the period in which it is charged. */
spender?: string | undefined;
};

export type UsageInput = {
/** The events. */
events: UsageEventInput[];
};

export type UsageRefusal = ("unknown_meter" | "insufficient_credits" | "account_in_debt" | "credit_limit" | "carry_limit" | "unknown_spender" | "spender_restricted" | "budget_per_call" | "budget_per_day" | "budget_per_month");

export type UsageReport = {
events: ReportedUsage[];
};

export type Variant = {
/** The price in credits. 0 is free. */
price: number;
/** Prices in credits by region, which apply there instead of `price`. */
regionalPrices?: Record<string, number> | undefined;
/** Your own ID of the variant. Purchases keep it, so never give it to another variant. */
id: string;
/** Customers read this. */
name: string;
/** What customers who own the variant can download. Without it, nothing yet. */
release?: Release | undefined;
};

export type VariantInput = {
/** The price in credits. 0 is free. */
price: number;
/** Prices in credits by region, which apply there instead of `price`. */
regionalPrices?: Record<string, number> | undefined;
/** Your own ID of the variant. Purchases keep it, so never give it to another variant. */
id: string;
/** Customers read this. */
name: string;
/** What customers who own the variant can download. Without it, nothing yet. */
release?: ReleaseInput | undefined;
};

export type WebhookReceipt = {
received: true;
ignored: boolean;
};

export type WidgetVisibility = {
visible: boolean;
reasons: Reason[];
};

/** An error. Each code has a schema of its own, which says what else is sent with it. */
export type Problem = {
/** Leads to a page about this code, relative to the API. */
type: string;
/** For people. The wording may change. */
title: string;
/** The HTTP status. */
status: number;
/** For programs. It never changes. */
code: string;
/** Details of this occurrence. */
detail?: string | undefined;
/** The ID of this request. Quote it to support. */
request: string;
};

export type GatewayError = {
message: string;
};
