// Generated from docs/ by `npm run client`. Never edited by hand.
/* oxlint-disable */

import type { DryRunOperation, Empty, Operation } from '../operation.ts';
import type {
  InvalidRequestProblem,
  InvalidCursorProblem,
  MalformedJsonProblem,
  IdempotencyKeyRequiredProblem,
  InsufficientCreditsProblem,
  AccountInDebtProblem,
  BudgetExceededProblem,
  ApprovalPendingProblem,
  ApprovalDeclinedProblem,
  AmountExceedsBalanceProblem,
  NotEligibleProblem,
  NotOwnedProblem,
  CodeRestrictedProblem,
  OwnRequestProblem,
  SpenderRestrictedProblem,
  UnknownSpenderProblem,
  OwnerRequiredProblem,
  HoldOfAgencyProblem,
  HoldOfOrderProblem,
  PersonRequiredProblem,
  ScopeNotHeldProblem,
  RoleNotHeldProblem,
  RoleMissingProblem,
  MissingScopeProblem,
  WrongAddressProblem,
  ForbiddenProblem,
  NotFoundProblem,
  UnknownAccountProblem,
  AccountMergedProblem,
  AccountNotMergeableProblem,
  AccountNotSettledProblem,
  RetentionNotOverProblem,
  CreditPaymentsDisabledProblem,
  TransfersDisabledProblem,
  RecipientNotFoundProblem,
  RecipientFullProblem,
  CreditsNotAcceptedProblem,
  InvoiceNotConvertibleProblem,
  CreditSalesDisabledProblem,
  ProviderNotAvailableProblem,
  MethodNotAvailableProblem,
  CreditRequestLimitProblem,
  RequestNotPendingProblem,
  StepNotCurrentProblem,
  AlreadyDecidedProblem,
  TooManyProofsProblem,
  PackageNotAvailableProblem,
  PriceNotChargeableProblem,
  CustomAmountNotAvailableProblem,
  ProductNotAvailableProblem,
  DownloadNotAvailableProblem,
  AlreadyOwnedProblem,
  QuoteExpiredProblem,
  OrderRefundedProblem,
  OrderCancelledProblem,
  OrderPaidProblem,
  OrderNotPaidProblem,
  OrderBegunProblem,
  NothingExpiresThenProblem,
  RefundExceedsSpendProblem,
  RefundNotOfferedProblem,
  RefundWindowOverProblem,
  RefundAfterDownloadProblem,
  InvoiceAlreadyPaidProblem,
  InvoiceVoidProblem,
  AmountDiffersProblem,
  CodeAlreadyUsedProblem,
  CodeExhaustedProblem,
  CodeTakenProblem,
  CodesAlreadyShownProblem,
  KeyAlreadyShownProblem,
  EndpointDisabledProblem,
  LinkInvalidProblem,
  ApiKeyLimitProblem,
  NoUserPoolProblem,
  EmailInUseProblem,
  EndpointLimitProblem,
  RotationTooSoonProblem,
  AllowanceEndedProblem,
  SpenderLimitProblem,
  ApprovalLimitProblem,
  ApprovalNotOpenProblem,
  ApprovalSupersededProblem,
  HoldLimitProblem,
  HoldNotOpenProblem,
  GiftLimitProblem,
  GiftNotOpenProblem,
  HoldExceededProblem,
  CaptureLimitProblem,
  BalanceLimitProblem,
  LotLimitProblem,
  PreconditionFailedProblem,
  BodyTooLargeProblem,
  UnsupportedMediaTypeProblem,
  CodeInvalidProblem,
  CodeExpiredProblem,
  CodeNotYetValidProblem,
  AmountOutOfBoundsProblem,
  EndpointNotAllowedProblem,
  ReturnUrlNotAllowedProblem,
  IdempotencyKeyReusedProblem,
  VariantRequiredProblem,
  PreconditionRequiredProblem,
  CheckoutLimitProblem,
  SessionLimitProblem,
  QuoteLimitProblem,
  UploadLimitProblem,
  TooManyAttemptsProblem,
  InternalErrorProblem,
  ProviderRefusedProblem,
  UpgradingProblem,
  BusyProblem,
  ProviderUnreachableProblem,
  Account,
  AccountAudit,
  AccountExport,
  AccountHoldInput,
  AccountMerge,
  AccountMergeInput,
  AccountRedemptionPage,
  AccountSpendInput,
  AccountSpenderKeyInput,
  AccountSummaryPage,
  AdjustmentInput,
  AgencyAccount,
  AgencyApprovalPage,
  AgencyCreditRequestDetail,
  AgencyCreditRequestPage,
  AgencyInvoice,
  AgencyInvoicePage,
  AgencyOrder,
  AgencyOrderPage,
  AgencyPackage,
  AgencyPackagePage,
  AgencyProduct,
  AgencyProductPage,
  AgencyService,
  AgencyServicePage,
  Allowance,
  AllowanceAccountPage,
  AllowanceAccountsInput,
  AllowanceInput,
  AllowanceJoins,
  AllowancePage,
  AllowancePreview,
  AllowanceStatus,
  ApiKeyInput,
  ApiKeyPage,
  Approval,
  ApprovalPage,
  ApprovalStatus,
  Balances,
  BatchedUsagePage,
  CaptureInput,
  Captured,
  ChainLinkPage,
  ChangePage,
  Checkout,
  CheckoutInput,
  CreatedSession,
  CreditLimit,
  CreditLimitInput,
  CreditRequest,
  CreditRequestDetail,
  CreditRequestInput,
  CreditRequestMethod,
  CreditRequestPage,
  CreditRequestStatus,
  DailyUsagePage,
  Decision,
  DecisionInput,
  DeliveryPage,
  DownloadInput,
  DownloadLink,
  DownloadPage,
  DryRun,
  Endpoint,
  EndpointInput,
  EndpointPage,
  EndpointUpdateInput,
  EndpointWithSecret,
  EntryKind,
  EntryPage,
  EntryType,
  Erasure,
  ExpiryExtensionInput,
  Figures,
  FoundProfilePage,
  Gift,
  GiftInput,
  GiftPage,
  GivenGift,
  Health,
  Hold,
  HoldInput,
  HoldPage,
  HoldStatus,
  Invitation,
  InvitationInput,
  Invoice,
  InvoiceInput,
  InvoicePage,
  InvoicePayment,
  InvoicePaymentInput,
  InvoiceStatus,
  InvoiceUpdateInput,
  Liability,
  LibraryItemPage,
  Meter,
  MeterInput,
  MeterPage,
  MeterPricePage,
  MonthBooks,
  NewApiKey,
  NewSpenderKey,
  Order,
  OrderInput,
  OrderPage,
  OrderStatus,
  OrderStatusInput,
  OwnAllowances,
  PackageInput,
  PackagePage,
  PastBalance,
  PastLiability,
  Person,
  PersonInput,
  PersonPage,
  Picture,
  PictureInput,
  PictureUploadInput,
  Product,
  ProductInput,
  ProductPage,
  Profile,
  ProfileInput,
  PromoBatch,
  PromoBatchInput,
  PromoBatchPage,
  Proof,
  ProofInput,
  ProviderOffers,
  PublicBranding,
  Purchase,
  PurchaseInput,
  PurchasePage,
  Quote,
  QuoteInput,
  Receipt,
  ReceiptPage,
  Reconciliation,
  ReconciliationPage,
  Redemption,
  RedemptionInput,
  RedemptionPage,
  RefusedUsagePage,
  Sale,
  Service,
  ServiceInput,
  ServicePage,
  Session,
  SessionCodeInput,
  SessionInput,
  Settings,
  SettingsInput,
  Spend,
  SpendInput,
  SpendRefundInput,
  Spender,
  SpenderInput,
  SpenderKeyInput,
  SpenderKeys,
  SpenderPutInput,
  Spenders,
  Transfer,
  TransferInput,
  Upload,
  UploadInput,
  Usage,
  UsageDryRun,
  UsageInput,
  UsageReport,
} from './schemas.ts';

/** Get an agency's name, logo and colours, before anybody signs in */
export const getBranding: Operation<'public', { params: {
/** The ID of the agency. */
"agencyId": string;
} }, PublicBranding, InvalidRequestProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem> = ["GET", "/v1/agencies/{agencyId}/branding", "natural"];

/** Redeem the code of a sign-in link */
export const redeemSession: Operation<'public', { body: SessionCodeInput }, Session, InvalidRequestProblem | MalformedJsonProblem | WrongAddressProblem | LinkInvalidProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | UpgradingProblem | BusyProblem> = ["POST", "/v1/sessions", "none"];

/** Get the balance and what the customer can do now */
export const getAccount: Operation<'customer', { headers?: {
/** The `ETag` of the copy that you have. */
"if-none-match"?: string | undefined;
} }, Account, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account", "natural"];

/** Returns the balance as posted at this time. Credits count until their expiry is posted. A time in the future gives the balance as posted by now. */
export const getAccountAt: Operation<'customer', { query: {
/** Returns the balance as posted at this time. Credits count until their expiry is posted. A time in the future gives the balance as posted by now. */
"at": string;
}; headers?: {
/** The `ETag` of the copy that you have. */
"if-none-match"?: string | undefined;
} }, PastBalance, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account", "natural"];

/** Get the balance over time */
export const listBalances: Operation<'customer', { query: {
/** The first day, in the agency's time zone. */
"from": string;
/** The last day, which is included. */
"to": string;
/** How to cut the period: into days, weeks from Monday to Sunday, or months. */
"by"?: ("day" | "week" | "month") | undefined;
} }, Balances, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account/balances", "natural"];

/** List entries of the history, newest first */
export const listEntries: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Which entries come first. */
"order"?: ("newest" | "oldest") | undefined;
/** Return only entries that came in, or only those that went out. */
"type"?: EntryType | undefined;
/** Return only entries of this kind. */
"kind"?: EntryKind | undefined;
/** Entries at or after this time. */
"from"?: string | undefined;
/** Entries before this time. */
"to"?: string | undefined;
} }, EntryPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account/entries", "natural"];

/** List what the hashes of the history are made of */
export const listChain: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Begin with the entries of this time, such as that of the last link that you have verified. */
"from"?: string | undefined;
} }, ChainLinkPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account/chain", "natural"];

/** Download a statement as CSV, oldest entry first */
export const getStatement: Operation<'customer', { query?: {
/** Entries at or after this time. */
"from"?: string | undefined;
/** Entries before this time. */
"to"?: string | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Start with a byte order mark, so that Excel reads the file as UTF-8. */
"bom"?: ("true" | "false") | undefined;
} }, string, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account/statement", "natural"];

/** List packages of credits for sale */
export const listPackages: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, PackagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/packages", "natural"];

/** List receipts, newest first */
export const listReceipts: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, ReceiptPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/receipts", "natural"];

/** Get a receipt with its refunds and disputes */
export const getReceipt: Operation<'customer', { params: {
/** The ID of the receipt. */
"receiptId": string;
} }, Receipt, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/receipts/{receiptId}", "natural"];

/** Spend credits */
export const createSpend: DryRunOperation<'customer', { body: SpendInput }, Spend, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApprovalLimitProblem | CreditPaymentsDisabledProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/spends", "key"];

/** Hold credits for later */
export const createHold: DryRunOperation<'customer', { body: HoldInput }, Hold, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApprovalLimitProblem | HoldLimitProblem | CreditPaymentsDisabledProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/holds", "key"];

/** List holds, newest first */
export const listHolds: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only holds with this status. */
"status"?: HoldStatus | undefined;
} }, HoldPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/holds", "natural"];

/** Get a hold */
export const getHold: Operation<'customer', { params: {
/** The ID of the hold. */
"holdId": string;
} }, Hold, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/holds/{holdId}", "natural"];

/** Capture a hold: spend its credits in part or in full */
export const captureHold: DryRunOperation<'customer', { params: {
/** The ID of the hold. */
"holdId": string;
}; body?: CaptureInput }, Captured, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | HoldOfAgencyProblem | OwnerRequiredProblem | HoldOfOrderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | HoldNotOpenProblem | HoldExceededProblem | CaptureLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/holds/{holdId}/capture", "key"];

/** Release a hold: give its credits back */
export const releaseHold: DryRunOperation<'customer', { params: {
/** The ID of the hold. */
"holdId": string;
} }, Hold, InvalidRequestProblem | HoldOfAgencyProblem | OwnerRequiredProblem | HoldOfOrderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | HoldNotOpenProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/holds/{holdId}/release", "natural"];

/** Send credits to another account */
export const createTransfer: DryRunOperation<'customer', { body: TransferInput }, Transfer, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | RecipientNotFoundProblem | NotFoundProblem | ApprovalLimitProblem | TransfersDisabledProblem | RecipientFullProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | TooManyAttemptsProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/transfers", "key"];

/** Create a spender with a budget */
export const createSpender: Operation<'customer', { body: SpenderInput }, Spender, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | SpenderLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/spenders", "key"];

/** List spenders and what they have used of their budgets */
export const listSpenders: Operation<'customer', Empty, Spenders, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/spenders", "natural"];

/** Get a spender and what it has used of its budget */
export const getSpender: Operation<'customer', { params: {
/** The ID of the spender. */
"spenderId": string;
} }, Spender, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/spenders/{spenderId}", "natural"];

/** Change a spender and its budget */
export const putSpender: Operation<'customer', { params: {
/** The ID of the spender. */
"spenderId": string;
}; headers?: {
/** The ETag that you read. Without it, the later of two changes holds. */
"if-match"?: string | undefined;
}; body: SpenderPutInput }, Spender, InvalidRequestProblem | MalformedJsonProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/spenders/{spenderId}", "natural"];

/** Remove a spender */
export const deleteSpender: Operation<'customer', { params: {
/** The ID of the spender. */
"spenderId": string;
} }, undefined, InvalidRequestProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/spenders/{spenderId}", "natural"];

/** Create an API key of a spender */
export const createSpenderKey: Operation<'customer', { body: SpenderKeyInput }, NewSpenderKey, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | OwnerRequiredProblem | PersonRequiredProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | ApiKeyLimitProblem | KeyAlreadyShownProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/spender-keys", "key"];

/** List the API keys of spenders */
export const listSpenderKeys: Operation<'customer', Empty, SpenderKeys, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/spender-keys", "natural"];

/** Revoke an API key of a spender */
export const revokeSpenderKey: Operation<'customer', { params: {
/** The ID of the key. */
"keyId": string;
} }, undefined, InvalidRequestProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/spender-keys/{keyId}", "natural"];

/** List the allowances of the account, with their next credits */
export const listOwnAllowances: Operation<'customer', Empty, OwnAllowances, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/account/allowances", "natural"];

/** List products on sale */
export const listProducts: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Return only products of this category. */
"category"?: string | undefined;
/** IDs of up to 49 products, with commas between them. */
"ids"?: string | undefined;
} }, ProductPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/products", "natural"];

/** Get a product */
export const getProduct: Operation<'customer', { params: {
/** The ID of the product. */
"productId": string;
} }, Product, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/products/{productId}", "natural"];

/** Lock the price of a product for a few minutes */
export const createQuote: Operation<'customer', { body: QuoteInput }, Quote, InvalidRequestProblem | MalformedJsonProblem | NotEligibleProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ProductNotAvailableProblem | AlreadyOwnedProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | VariantRequiredProblem | QuoteLimitProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/quotes", "none"];

/** Get a quote */
export const getQuote: Operation<'customer', { params: {
/** The ID of the quote. */
"quoteId": string;
} }, Quote, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/quotes/{quoteId}", "natural"];

/** Buy the quoted product at the locked price */
export const createPurchase: DryRunOperation<'customer', { body: PurchaseInput }, Sale, InvalidRequestProblem | MalformedJsonProblem | InsufficientCreditsProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | AccountInDebtProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | QuoteExpiredProblem | AlreadyOwnedProblem | CreditPaymentsDisabledProblem | ApprovalLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/purchases", "natural"];

/** List purchases, by the time of their quote, newest first */
export const listPurchases: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, PurchasePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/purchases", "natural"];

/** Get a purchase and whether the customer can refund it */
export const getPurchase: Operation<'customer', { params: {
/** The ID of the purchase. */
"purchaseId": string;
} }, Purchase, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/purchases/{purchaseId}", "natural"];

/** Refund a purchase */
export const refundPurchase: DryRunOperation<'customer', { params: {
/** The ID of the purchase. */
"purchaseId": string;
} }, Purchase, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RefundNotOfferedProblem | RefundWindowOverProblem | RefundAfterDownloadProblem | BalanceLimitProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/purchases/{purchaseId}/refund", "natural"];

/** List the products that the customer owns */
export const listLibrary: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, LibraryItemPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/library", "natural"];

/** Get a download link for an owned product */
export const createDownload: Operation<'customer', { params: {
/** The ID of the product. */
"productId": string;
}; body?: DownloadInput }, DownloadLink, InvalidRequestProblem | MalformedJsonProblem | AccountInDebtProblem | NotOwnedProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | DownloadNotAvailableProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | VariantRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/library/{productId}/downloads", "none"];

/** List downloads, newest first */
export const listDownloads: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, DownloadPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/downloads", "natural"];

/** List services that the customer can order */
export const listServices: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, ServicePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/services", "natural"];

/** Get a service and whether the customer can order it */
export const getService: Operation<'customer', { params: {
/** The ID of the service. */
"serviceId": string;
} }, Service, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/services/{serviceId}", "natural"];

/** Order a service and pay with credits */
export const createOrder: DryRunOperation<'customer', { params: {
/** The ID of the service. */
"serviceId": string;
}; body: OrderInput }, Order, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | InsufficientCreditsProblem | NotEligibleProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | CreditsNotAcceptedProblem | CreditPaymentsDisabledProblem | AmountDiffersProblem | ApprovalLimitProblem | HoldLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/services/{serviceId}/orders", "key"];

/** List orders of services, newest first */
export const listOrders: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, OrderPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/orders", "natural"];

/** Cancel an order that the agency has not begun */
export const cancelOrder: DryRunOperation<'customer', { params: {
/** The ID of the order. */
"orderId": string;
} }, Order, InvalidRequestProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | OrderBegunProblem | OrderPaidProblem | OrderRefundedProblem | OrderCancelledProblem | HoldExceededProblem | HoldNotOpenProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/orders/{orderId}/cancel", "natural"];

/** Get an order */
export const getOrder: Operation<'customer', { params: {
/** The ID of the order. */
"orderId": string;
} }, Order, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/orders/{orderId}", "natural"];

/** List what is sold by use, and its prices */
export const listMeterPrices: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, MeterPricePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/meters", "natural"];

/** List the customer's invoices, newest first */
export const listInvoices: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, InvoicePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/invoices", "natural"];

/** Get an invoice, its price in credits, and whether the customer can pay it */
export const getInvoice: Operation<'customer', { params: {
/** The ID of the invoice. */
"invoiceId": string;
} }, Invoice, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/invoices/{invoiceId}", "natural"];

/** Pay an invoice with credits */
export const payInvoice: DryRunOperation<'customer', { params: {
/** The ID of the invoice. */
"invoiceId": string;
}; body: InvoicePaymentInput }, InvoicePayment, InvalidRequestProblem | MalformedJsonProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | AmountExceedsBalanceProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InvoiceAlreadyPaidProblem | InvoiceVoidProblem | CreditsNotAcceptedProblem | InvoiceNotConvertibleProblem | CreditPaymentsDisabledProblem | AmountDiffersProblem | ApprovalLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/invoices/{invoiceId}/payment", "natural"];

/** Redeem a promo code or a gift */
export const createRedemption: DryRunOperation<'customer', { body: RedemptionInput }, Redemption, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | CodeRestrictedProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | CodeAlreadyUsedProblem | CodeExhaustedProblem | BalanceLimitProblem | LotLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | CodeInvalidProblem | CodeExpiredProblem | CodeNotYetValidProblem | IdempotencyKeyReusedProblem | TooManyAttemptsProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/redemptions", "key"];

/** List redemptions */
export const listRedemptions: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, RedemptionPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/redemptions", "natural"];

/** Turn credits into a code that somebody else redeems */
export const createGift: DryRunOperation<'customer', { body: GiftInput }, GivenGift, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApprovalLimitProblem | TransfersDisabledProblem | GiftLimitProblem | BalanceLimitProblem | LotLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/gifts", "key"];

/** List gifts, newest first */
export const listGifts: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, GiftPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/gifts", "natural"];

/** Get a gift */
export const getGift: Operation<'customer', { params: {
/** The ID of the gift. */
"giftId": string;
} }, Gift, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/gifts/{giftId}", "natural"];

/** Take a gift back that nobody has redeemed */
export const takeBackGift: DryRunOperation<'customer', { params: {
/** The ID of the gift. */
"giftId": string;
} }, Gift, InvalidRequestProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | GiftNotOpenProblem | BalanceLimitProblem | LotLimitProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/gifts/{giftId}/take-back", "natural"];

/** Request credits by bank transfer or crypto */
export const createCreditRequest: Operation<'customer', { body: CreditRequestInput }, CreditRequestDetail, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | CreditSalesDisabledProblem | MethodNotAvailableProblem | PackageNotAvailableProblem | CustomAmountNotAvailableProblem | CreditRequestLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | AmountOutOfBoundsProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/credit-requests", "key"];

/** List the customer's credit requests, newest first */
export const listCreditRequests: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only credit requests with this status. */
"status"?: CreditRequestStatus | undefined;
} }, CreditRequestPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/credit-requests", "natural"];

/** Get a credit request */
export const getCreditRequest: Operation<'customer', { params: {
/** The ID of the request. */
"requestId": string;
} }, CreditRequestDetail, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/credit-requests/{requestId}", "natural"];

/** Get a link to upload a file as proof */
export const createUpload: Operation<'customer', { params: {
/** The ID of the request. */
"requestId": string;
}; body: UploadInput }, Upload, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RequestNotPendingProblem | TooManyProofsProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | UploadLimitProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/credit-requests/{requestId}/uploads", "none"];

/** Add a proof of payment to a credit request */
export const addProof: Operation<'customer', { params: {
/** The ID of the request. */
"requestId": string;
}; body: ProofInput }, Proof, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RequestNotPendingProblem | TooManyProofsProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/credit-requests/{requestId}/proofs", "key"];

/** Cancel a credit request */
export const cancelCreditRequest: Operation<'customer', { params: {
/** The ID of the request. */
"requestId": string;
} }, CreditRequest, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RequestNotPendingProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/credit-requests/{requestId}/cancel", "natural"];

/** List what spenders asked for beyond their budgets, newest first */
export const listApprovals: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only approvals with this status. */
"status"?: ApprovalStatus | undefined;
} }, ApprovalPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/approvals", "natural"];

/** Get an approval and what became of it */
export const getApproval: Operation<'customer', { params: {
/** The ID of the approval. */
"approvalId": string;
} }, Approval, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/approvals/{approvalId}", "natural"];

/** Approve what a spender asked for, and do it */
export const approveApproval: DryRunOperation<'customer', { params: {
/** The ID of the approval. */
"approvalId": string;
} }, Approval, InvalidRequestProblem | InsufficientCreditsProblem | AmountExceedsBalanceProblem | AccountInDebtProblem | OwnerRequiredProblem | UnknownSpenderProblem | NotEligibleProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RecipientNotFoundProblem | ApprovalNotOpenProblem | ApprovalSupersededProblem | CreditPaymentsDisabledProblem | CreditsNotAcceptedProblem | AmountDiffersProblem | AlreadyOwnedProblem | InvoiceAlreadyPaidProblem | InvoiceVoidProblem | InvoiceNotConvertibleProblem | HoldLimitProblem | TransfersDisabledProblem | RecipientFullProblem | GiftLimitProblem | BalanceLimitProblem | LotLimitProblem | AccountMergedProblem | IdempotencyKeyReusedProblem | TooManyAttemptsProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/approvals/{approvalId}/approve", "natural"];

/** Decline what a spender asked for */
export const declineApproval: Operation<'customer', { params: {
/** The ID of the approval. */
"approvalId": string;
} }, Approval, InvalidRequestProblem | OwnerRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApprovalNotOpenProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/approvals/{approvalId}/decline", "natural"];

/** List the usage that an entry is for */
export const listUsageBatch: Operation<'customer', { params: {
/** The `reference` of an entry of kind `usage` that has `events`. */
"usageBatchId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, BatchedUsagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/usage-batches/{usageBatchId}", "natural"];

/** List what was used in a month, by day and meter */
export const listDailyUsage: Operation<'customer', { query?: {
/** A month of the calendar, in the agency's time zone. Without it, the present one. */
"month"?: string | undefined;
/** Instead of `month`: a time in it. */
"at"?: string | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, DailyUsagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/usage/days", "natural"];

/** List usage that was refused, newest first */
export const listOwnRefusedUsage: Operation<'customer', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, RefusedUsagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/usage/refused", "natural"];

/** Look for payment credentials, and list where customers can pay */
export const checkProviders: Operation<'agency', Empty, ProviderOffers, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/providers", "natural"];

/** Start a checkout to buy credits */
export const createCheckout: Operation<'customer', { body: CheckoutInput }, Checkout, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | CreditSalesDisabledProblem | ProviderNotAvailableProblem | PackageNotAvailableProblem | PriceNotChargeableProblem | CustomAmountNotAvailableProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | AmountOutOfBoundsProblem | ReturnUrlNotAllowedProblem | IdempotencyKeyReusedProblem | CheckoutLimitProblem | InternalErrorProblem | ProviderRefusedProblem | ProviderUnreachableProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/checkouts", "key"];

/** Get a checkout */
export const getCheckout: Operation<'customer', { params: {
/** The ID of the checkout. */
"checkoutId": string;
} }, Checkout, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/checkouts/{checkoutId}", "natural"];

/** Complete a checkout when the customer returns */
export const completeCheckout: DryRunOperation<'customer', { params: {
/** The ID of the checkout. */
"checkoutId": string;
} }, Checkout, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | ProviderUnreachableProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/checkouts/{checkoutId}/completion", "natural"];

/** Get the agency's settings */
export const getSettings: Operation<'agency', Empty, Settings, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/settings", "natural"];

/** Create or replace the agency's settings */
export const putSettings: Operation<'agency', { headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: SettingsInput }, Settings, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/settings", "natural"];

/** Create an API key */
export const createApiKey: Operation<'agency', { body: ApiKeyInput }, NewApiKey, InvalidRequestProblem | MalformedJsonProblem | PersonRequiredProblem | ScopeNotHeldProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | ApiKeyLimitProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/api-keys", "none"];

/** List API keys */
export const listApiKeys: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, ApiKeyPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/api-keys", "natural"];

/** Revoke an API key */
export const revokeApiKey: Operation<'agency', { params: {
/** The ID of the key. */
"keyId": string;
} }, undefined, InvalidRequestProblem | PersonRequiredProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/api-keys/{keyId}", "natural"];

/** List all packages, on sale or not */
export const listAgencyPackages: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AgencyPackagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/packages", "natural"];

/** Get a package */
export const getAgencyPackage: Operation<'agency', { params: {
/** The ID of the package. */
"packageId": string;
} }, AgencyPackage, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/packages/{packageId}", "natural"];

/** Create a package, or replace it */
export const putPackage: Operation<'agency', { params: {
/** The ID of the package. */
"packageId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: PackageInput }, AgencyPackage, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/packages/{packageId}", "natural"];

/** Delete a package */
export const deletePackage: Operation<'agency', { params: {
/** The ID of the package. */
"packageId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/packages/{packageId}", "natural"];

/** List all products, on sale or not */
export const listAgencyProducts: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AgencyProductPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/products", "natural"];

/** Get a product with all its prices and releases */
export const getAgencyProduct: Operation<'agency', { params: {
/** The ID of the product. */
"productId": string;
} }, AgencyProduct, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/products/{productId}", "natural"];

/** Create a product, or replace it */
export const putProduct: Operation<'agency', { params: {
/** The ID of the product. */
"productId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: ProductInput }, AgencyProduct, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/products/{productId}", "natural"];

/** Delete a product */
export const deleteProduct: Operation<'agency', { params: {
/** The ID of the product. */
"productId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/products/{productId}", "natural"];

/** List all services, on sale or not */
export const listAgencyServices: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AgencyServicePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/services", "natural"];

/** Get a service with all its prices */
export const getAgencyService: Operation<'agency', { params: {
/** The ID of the service. */
"serviceId": string;
} }, AgencyService, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/services/{serviceId}", "natural"];

/** Create a service, or replace it */
export const putService: Operation<'agency', { params: {
/** The ID of the service. */
"serviceId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: ServiceInput }, AgencyService, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/services/{serviceId}", "natural"];

/** Delete a service */
export const deleteService: Operation<'agency', { params: {
/** The ID of the service. */
"serviceId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/services/{serviceId}", "natural"];

/** List all meters */
export const listMeters: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, MeterPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/meters", "natural"];

/** Get a meter */
export const getMeter: Operation<'agency', { params: {
/** The ID of the meter. */
"meterId": string;
} }, Meter, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/meters/{meterId}", "natural"];

/** Create a meter, or replace it */
export const putMeter: Operation<'agency', { params: {
/** The ID of the meter. */
"meterId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: MeterInput }, Meter, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/meters/{meterId}", "natural"];

/** Delete a meter */
export const deleteMeter: Operation<'agency', { params: {
/** The ID of the meter. */
"meterId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/meters/{meterId}", "natural"];

/** List all allowances */
export const listAllowances: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AllowancePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/allowances", "natural"];

/** Get an allowance */
export const getAllowance: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
} }, Allowance, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/allowances/{allowanceId}", "natural"];

/** Create an allowance, or change it from the next period on */
export const putAllowance: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: AllowanceInput }, Allowance, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | AllowanceEndedProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/allowances/{allowanceId}", "natural"];

/** Delete an allowance */
export const deleteAllowance: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | PreconditionFailedProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/allowances/{allowanceId}", "natural"];

/** Get what an allowance would bring once it is created or changed */
export const previewAllowance: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
}; body: AllowanceInput }, AllowancePreview, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AllowanceEndedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/allowances/{allowanceId}/preview", "natural"];

/** Get what an allowance posts next and posted last */
export const getAllowanceStatus: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
} }, AllowanceStatus, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/allowances/{allowanceId}/status", "natural"];

/** List the accounts that get an allowance, with their next credits */
export const listAllowanceAccounts: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AllowanceAccountPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/allowances/{allowanceId}/accounts", "natural"];

/** Give an allowance to accounts */
export const addAllowanceAccounts: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
}; body: AllowanceAccountsInput }, AllowanceJoins, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/allowances/{allowanceId}/accounts", "natural"];

/** Take an allowance from an account */
export const removeAllowanceAccount: Operation<'agency', { params: {
/** The ID of the allowance. */
"allowanceId": string;
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/allowances/{allowanceId}/accounts/{accountId}", "natural"];

/** List the allowances of an account, with their next credits */
export const listAccountAllowances: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, OwnAllowances, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/allowances", "natural"];

/** Create a batch of promo codes */
export const createPromoCodes: Operation<'agency', { body: PromoBatchInput }, string, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | CodesAlreadyShownProblem | CodeTakenProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/promo-codes", "key"];

/** List batches of promo codes, without the codes */
export const listPromoCodes: Operation<'agency', { query?: {
/** The number of batches on a page, not of codes. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, PromoBatchPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/promo-codes", "natural"];

/** Get the rules of a batch of promo codes */
export const getPromoCodes: Operation<'agency', { params: {
/** The ID of the batch. */
"batchId": string;
} }, PromoBatch, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/promo-codes/{batchId}", "natural"];

/** Withdraw a batch of promo codes */
export const withdrawPromoCodes: Operation<'agency', { params: {
/** The ID of the batch. */
"batchId": string;
} }, PromoBatch, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/promo-codes/{batchId}", "natural"];

/** List who redeemed the codes of a batch */
export const listPromoCodeRedemptions: Operation<'agency', { params: {
/** The ID of the batch. */
"batchId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AccountRedemptionPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/promo-codes/{batchId}/redemptions", "natural"];

/** List invoices of all accounts, newest first */
export const listAgencyInvoices: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Return only invoices with this status. */
"status"?: InvoiceStatus | undefined;
} }, AgencyInvoicePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/invoices", "natural"];

/** List an account's invoices, newest first */
export const listAccountInvoices: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Return only invoices with this status. */
"status"?: InvoiceStatus | undefined;
} }, AgencyInvoicePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/invoices", "natural"];

/** Issue an invoice to an account */
export const createInvoice: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: InvoiceInput }, AgencyInvoice, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/invoices", "key"];

/** Get an invoice */
export const getAgencyInvoice: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the invoice. */
"invoiceId": string;
} }, AgencyInvoice, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/invoices/{invoiceId}", "natural"];

/** Replace an open invoice */
export const putInvoice: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the invoice. */
"invoiceId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
}; body: InvoiceUpdateInput }, AgencyInvoice, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InvoiceAlreadyPaidProblem | InvoiceVoidProblem | AccountMergedProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/accounts/{accountId}/invoices/{invoiceId}", "natural"];

/** Void an open invoice */
export const voidInvoice: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the invoice. */
"invoiceId": string;
} }, AgencyInvoice, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InvoiceAlreadyPaidProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/invoices/{invoiceId}/void", "natural"];

/** List accounts by ID */
export const listAccounts: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AccountSummaryPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts", "natural"];

/** Get an account: its credits, and what the customer can do now */
export const getAgencyAccount: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, AgencyAccount, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}", "natural"];

/** Returns the balance as posted at this time. Credits count until their expiry is posted. A time in the future gives the balance as posted by now. */
export const getAgencyAccountAt: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query: {
/** Returns the balance as posted at this time. Credits count until their expiry is posted. A time in the future gives the balance as posted by now. */
"at": string;
} }, PastBalance, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}", "natural"];

/** List an account's history, newest first */
export const listAccountEntries: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Which entries come first. */
"order"?: ("newest" | "oldest") | undefined;
/** Return only entries that came in, or only those that went out. */
"type"?: EntryType | undefined;
/** Return only entries of this kind. */
"kind"?: EntryKind | undefined;
/** Entries at or after this time. */
"from"?: string | undefined;
/** Entries before this time. */
"to"?: string | undefined;
} }, EntryPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/entries", "natural"];

/** Audit an account */
export const auditAccount: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, AccountAudit, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/audit", "natural"];

/** Add credits to an account or remove some */
export const createAdjustment: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: AdjustmentInput }, Spend, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | UnknownAccountProblem | NotFoundProblem | BalanceLimitProblem | LotLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/adjustments", "key"];

/** Get how far usage may take an account below zero */
export const getCreditLimit: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, CreditLimit, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/credit-limit", "natural"];

/** Set how far usage may take an account below zero */
export const putCreditLimit: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: CreditLimitInput }, CreditLimit, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | UnknownAccountProblem | NotFoundProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/accounts/{accountId}/credit-limit", "natural"];

/** Spend an account's credits on its behalf */
export const createAccountSpend: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: AccountSpendInput }, Spend, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApprovalLimitProblem | CreditPaymentsDisabledProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/spends", "key"];

/** Merge an account into another one */
export const mergeAccount: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: AccountMergeInput }, AccountMerge, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | UnknownAccountProblem | AccountMergedProblem | AccountNotMergeableProblem | BalanceLimitProblem | LotLimitProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/merge", "natural"];

/** Find accounts by the beginning of a name, e-mail address, external ID or note */
export const listProfiles: Operation<'agency', { query: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** What the field begins with. */
"prefix": string;
/** The only field to search. */
"field"?: ("name" | "email" | "externalId" | "note") | undefined;
} }, FoundProfilePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/profiles", "natural"];

/** Get an account's profile */
export const getProfile: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, Profile, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/profile", "natural"];

/** Create an account's profile, or replace it */
export const putProfile: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
/** `*` creates the resource and never replaces one. */
"if-none-match"?: string | undefined;
}; body: ProfileInput }, Profile, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/accounts/{accountId}/profile", "natural"];

/** Delete an account's profile */
export const deleteProfile: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; headers?: {
/** The ETag that you read. Required if the resource exists. */
"if-match"?: string | undefined;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | PreconditionFailedProblem | PreconditionRequiredProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/accounts/{accountId}/profile", "natural"];

/** Get an account's balance over time */
export const listAccountBalances: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query: {
/** The first day, in the agency's time zone. */
"from": string;
/** The last day, which is included. */
"to": string;
/** How to cut the period: into days, weeks from Monday to Sunday, or months. */
"by"?: ("day" | "week" | "month") | undefined;
} }, Balances, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/balances", "natural"];

/** List what the hashes of an account's history are made of */
export const listAccountChain: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Begin with the entries of this time, such as that of the last link that you have verified. */
"from"?: string | undefined;
} }, ChainLinkPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/chain", "natural"];

/** List an account's purchases, by the time of their quote, newest first */
export const listAccountPurchases: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, PurchasePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/purchases", "natural"];

/** List what an account owns */
export const listAccountLibrary: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, LibraryItemPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/library", "natural"];

/** List an account's receipts, newest first */
export const listAccountReceipts: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, ReceiptPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/receipts", "natural"];

/** List the promo codes that an account has redeemed */
export const listAccountRedemptions: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, RedemptionPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/redemptions", "natural"];

/** Download an account's statement as CSV, oldest entry first */
export const getAccountStatement: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** Entries at or after this time. */
"from"?: string | undefined;
/** Entries before this time. */
"to"?: string | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Start with a byte order mark, so that Excel reads the file as UTF-8. */
"bom"?: ("true" | "false") | undefined;
} }, string, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/statement", "natural"];

/** Hold an account's credits for later */
export const createAccountHold: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: AccountHoldInput }, Hold, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApprovalLimitProblem | HoldLimitProblem | CreditPaymentsDisabledProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/holds", "key"];

/** List an account's holds, newest first */
export const listAccountHolds: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only holds with this status. */
"status"?: HoldStatus | undefined;
} }, HoldPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/holds", "natural"];

/** Get a hold of an account */
export const getAccountHold: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the hold. */
"holdId": string;
} }, Hold, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/holds/{holdId}", "natural"];

/** Capture a hold of an account: spend its credits in part or in full */
export const captureAccountHold: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the hold. */
"holdId": string;
}; body?: CaptureInput }, Captured, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | HoldOfOrderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | HoldNotOpenProblem | HoldExceededProblem | CaptureLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/holds/{holdId}/capture", "key"];

/** Release a hold of an account: give its credits back */
export const releaseAccountHold: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the hold. */
"holdId": string;
} }, Hold, InvalidRequestProblem | HoldOfOrderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | HoldNotOpenProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/holds/{holdId}/release", "natural"];

/** Send an account's credits to another account on its behalf */
export const createAccountTransfer: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: TransferInput }, Transfer, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | InsufficientCreditsProblem | AccountInDebtProblem | BudgetExceededProblem | ApprovalPendingProblem | ApprovalDeclinedProblem | SpenderRestrictedProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | RecipientNotFoundProblem | NotFoundProblem | ApprovalLimitProblem | TransfersDisabledProblem | RecipientFullProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | TooManyAttemptsProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/transfers", "key"];

/** Create a spender of an account with a budget */
export const createAccountSpender: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: SpenderInput }, Spender, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | SpenderLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/spenders", "key"];

/** List an account's spenders and what they have used of their budgets */
export const listAccountSpenders: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, Spenders, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/spenders", "natural"];

/** Get a spender of an account */
export const getAccountSpender: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the spender. */
"spenderId": string;
} }, Spender, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/spenders/{spenderId}", "natural"];

/** Change a spender of an account and its budget */
export const putAccountSpender: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the spender. */
"spenderId": string;
}; headers?: {
/** The ETag that you read. Without it, the later of two changes holds. */
"if-match"?: string | undefined;
}; body: SpenderPutInput }, Spender, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | PreconditionFailedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/accounts/{accountId}/spenders/{spenderId}", "natural"];

/** Remove a spender of an account */
export const deleteAccountSpender: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the spender. */
"spenderId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/accounts/{accountId}/spenders/{spenderId}", "natural"];

/** Create an API key of an account's spender */
export const createAccountSpenderKey: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: AccountSpenderKeyInput }, NewSpenderKey, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | PersonRequiredProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | ApiKeyLimitProblem | KeyAlreadyShownProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/spender-keys", "key"];

/** List the API keys of an account's spenders */
export const listAccountSpenderKeys: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, SpenderKeys, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/spender-keys", "natural"];

/** Revoke an API key of an account's spender */
export const revokeAccountSpenderKey: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the key. */
"keyId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/accounts/{accountId}/spender-keys/{keyId}", "natural"];

/** List what spenders of all accounts asked for beyond their budgets, newest first */
export const listAgencyApprovals: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only approvals with this status. */
"status"?: ApprovalStatus | undefined;
} }, AgencyApprovalPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/approvals", "natural"];

/** List what an account's spenders asked for beyond their budgets, newest first */
export const listAccountApprovals: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only approvals with this status. */
"status"?: ApprovalStatus | undefined;
} }, AgencyApprovalPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/approvals", "natural"];

/** List orders of all accounts, newest first */
export const listAgencyOrders: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only orders with this status. */
"status"?: OrderStatus | undefined;
} }, AgencyOrderPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/orders", "natural"];

/** List an account's orders, newest first */
export const listAccountOrders: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Only orders with this status. */
"status"?: OrderStatus | undefined;
} }, AgencyOrderPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/orders", "natural"];

/** Get an order */
export const getAgencyOrder: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the order. */
"orderId": string;
} }, AgencyOrder, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/orders/{orderId}", "natural"];

/** Set how far you have come with an order, or cancel it */
export const setOrderStatus: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the order. */
"orderId": string;
}; body: OrderStatusInput }, AgencyOrder, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | OrderRefundedProblem | OrderCancelledProblem | OrderPaidProblem | HoldExceededProblem | HoldNotOpenProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/orders/{orderId}/status", "natural"];

/** Refund an order */
export const refundOrder: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the order. */
"orderId": string;
} }, AgencyOrder, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | OrderNotPaidProblem | OrderCancelledProblem | BalanceLimitProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/orders/{orderId}/refund", "natural"];

/** Refund a purchase for its customer */
export const refundAccountPurchase: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The ID of the purchase. */
"purchaseId": string;
} }, Purchase, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | BalanceLimitProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/purchases/{purchaseId}/refund", "natural"];

/** Refund a spend in part or in full */
export const createSpendRefund: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: SpendRefundInput }, Spend, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RefundExceedsSpendProblem | BalanceLimitProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/spend-refunds", "key"];

/** Let credits expire later, or never */
export const createExpiryExtension: DryRunOperation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: ExpiryExtensionInput }, Spend, InvalidRequestProblem | IdempotencyKeyRequiredProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | NothingExpiresThenProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | IdempotencyKeyReusedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/accounts/{accountId}/expiry-extensions", "key"];

/** Get the sum of outstanding credits of all accounts */
export const getLiability: Operation<'agency', Empty, Liability, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/liability", "natural"];

/** Get what was outstanding at the end of a day */
export const getPastLiability: Operation<'agency', { query: {
/** A day in the agency's time zone. */
"day": string;
} }, PastLiability, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/liability/past", "natural"];

/** Get what was sold and spent, by day, week or month */
export const getFigures: Operation<'agency', { query: {
/** The first day, in the agency's time zone. */
"from": string;
/** The last day, which is included. */
"to": string;
/** How to cut the period: into days, weeks from Monday to Sunday, or months. */
"by"?: ("day" | "week" | "month") | undefined;
} }, Figures, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/figures", "natural"];

/** Get a month's books */
export const getBooks: Operation<'agency', { query?: {
/** A month of the calendar, in the agency's time zone. Without it, the present one. */
"month"?: string | undefined;
} }, MonthBooks, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/books", "natural"];

/** Download a month's books as CSV */
export const getBooksStatement: Operation<'agency', { query?: {
/** A month of the calendar, in the agency's time zone. Without it, the present one. */
"month"?: string | undefined;
} }, string, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/books/statement", "natural"];

/** List the audit log: who changed what, newest first */
export const listChanges: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Return only changes of this kind. */
"kind"?: ("settings" | "package" | "product" | "service" | "promo_codes" | "invoice" | "adjustment" | "expiry_extension" | "credit_limit" | "spend" | "transfer" | "hold" | "spender" | "meter" | "allowance" | "allowance_account" | "endpoint" | "endpoint_secret" | "profile" | "order" | "purchase_refund" | "spend_refund" | "api_key" | "person" | "invitation" | "merge" | "erasure" | "export") | undefined;
/** Return only changes of what has this ID. */
"recordId"?: string | undefined;
} }, ChangePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/changes", "natural"];

/** List reconciliation reports, newest first */
export const listReconciliations: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, ReconciliationPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/reconciliations", "natural"];

/** Get a reconciliation report */
export const getReconciliation: Operation<'agency', { params: {
/** The ID of the reconciliation. */
"reconciliationId": string;
} }, Reconciliation, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/reconciliations/{reconciliationId}", "natural"];

/** Create a session for an account */
export const createSession: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: SessionInput }, CreatedSession, InvalidRequestProblem | MalformedJsonProblem | UnknownSpenderProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | ReturnUrlNotAllowedProblem | SessionLimitProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/sessions", "none"];

/** End all sessions of an account */
export const endSessions: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/accounts/{accountId}/sessions", "natural"];

/** Erase the personal data of an account */
export const eraseAccount: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, Erasure, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountNotSettledProblem | RetentionNotOverProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/erasure", "natural"];

/** Get an account's erasure */
export const getErasure: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, Erasure, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/erasure", "natural"];

/** Export everything of an account */
export const exportAccount: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
} }, AccountExport, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | AccountMergedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/export", "none"];

/** Get a link to upload a picture */
export const createPictureUpload: Operation<'agency', { body: PictureUploadInput }, Upload, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/picture-uploads", "none"];

/** Show an uploaded picture with a package, product or service */
export const setPicture: Operation<'agency', { params: {
/** What the thing is. */
"kind": string;
/** The ID of the package, product or service. */
"thingId": string;
}; body: PictureInput }, Picture, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/pictures/{kind}/{thingId}", "natural"];

/** Delete the picture of a package, product or service */
export const deletePicture: Operation<'agency', { params: {
/** What the thing is. */
"kind": string;
/** The ID of the package, product or service. */
"thingId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/pictures/{kind}/{thingId}", "natural"];

/** List credit requests by status, oldest first */
export const listAgencyCreditRequests: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** Return only credit requests with this status. */
"status"?: CreditRequestStatus | undefined;
/** Return only credit requests of this account. */
"account"?: string | undefined;
/** Return only credit requests by this method. */
"method"?: CreditRequestMethod | undefined;
/** Credit requests made at or after this time. */
"from"?: string | undefined;
/** Credit requests made before this time. */
"to"?: string | undefined;
} }, AgencyCreditRequestPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/credit-requests", "natural"];

/** Get a credit request with its proofs and decisions */
export const getAgencyCreditRequest: Operation<'agency', { params: {
/** The ID of the request. */
"requestId": string;
} }, AgencyCreditRequestDetail, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/credit-requests/{requestId}", "natural"];

/** Approve or reject the current step of a credit request */
export const decideCreditRequest: DryRunOperation<'agency', { params: {
/** The ID of the request. */
"requestId": string;
}; body: DecisionInput }, Decision, InvalidRequestProblem | MalformedJsonProblem | OwnRequestProblem | RoleMissingProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | BalanceLimitProblem | RequestNotPendingProblem | StepNotCurrentProblem | AlreadyDecidedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, DryRun> = ["POST", "/v1/agency/credit-requests/{requestId}/decisions", "natural"];

/** Create an endpoint that receives events */
export const createEndpoint: Operation<'agency', { body: EndpointInput }, EndpointWithSecret, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | EndpointLimitProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | EndpointNotAllowedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/endpoints", "none"];

/** List endpoints */
export const listEndpoints: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, EndpointPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/endpoints", "natural"];

/** Get an endpoint */
export const getEndpoint: Operation<'agency', { params: {
/** The ID of the endpoint. */
"endpointId": string;
} }, Endpoint, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/endpoints/{endpointId}", "natural"];

/** Replace an endpoint's settings, or disable it */
export const updateEndpoint: Operation<'agency', { params: {
/** The ID of the endpoint. */
"endpointId": string;
}; body: EndpointUpdateInput }, Endpoint, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | EndpointNotAllowedProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["PUT", "/v1/agency/endpoints/{endpointId}", "natural"];

/** Delete an endpoint and the events that wait for it */
export const deleteEndpoint: Operation<'agency', { params: {
/** The ID of the endpoint. */
"endpointId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/endpoints/{endpointId}", "natural"];

/** Rotate an endpoint's secret */
export const rotateEndpointSecret: Operation<'agency', { params: {
/** The ID of the endpoint. */
"endpointId": string;
} }, EndpointWithSecret, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | RotationTooSoonProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/endpoints/{endpointId}/secret-rotations", "none"];

/** List deliveries of the last 30 days, newest first */
export const listDeliveries: Operation<'agency', { params: {
/** The ID of the endpoint. */
"endpointId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, DeliveryPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/endpoints/{endpointId}/deliveries", "natural"];

/** Resend an event */
export const resendDelivery: Operation<'agency', { params: {
/** The ID of the endpoint. */
"endpointId": string;
/** The ID of the event. */
"eventId": string;
} }, undefined, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | EndpointDisabledProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/endpoints/{endpointId}/deliveries/{eventId}/resend", "none"];

/** Report usage of meters */
export const reportUsage: DryRunOperation<'agency', { body: UsageInput }, UsageReport, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem, UsageDryRun> = ["POST", "/v1/agency/usage", "natural"];

/** Get what became of a usage event */
export const getUsage: Operation<'agency', { query: {
/** The account that used the units. */
"account": string;
/** The ID of the event. */
"id": string;
/** The time of the event. */
"time": string;
} }, Usage, InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/usage", "natural"];

/** List usage that was refused, newest first */
export const listRefusedUsage: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
/** The account that used the units. */
"account"?: string | undefined;
} }, RefusedUsagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/usage/refused", "natural"];

/** List the usage that an entry is for */
export const listAccountUsageBatch: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
/** The `reference` of an entry of kind `usage` that has `events`. */
"usageBatchId": string;
}; query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, BatchedUsagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/usage-batches/{usageBatchId}", "natural"];

/** List what was used in a month, by day and meter */
export const listAccountDailyUsage: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; query?: {
/** A month of the calendar, in the agency's time zone. Without it, the present one. */
"month"?: string | undefined;
/** Instead of `month`: a time in it. */
"at"?: string | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, DailyUsagePage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/accounts/{accountId}/usage/days", "natural"];

/** Invite a member of your team */
export const invitePerson: Operation<'agency', { body: PersonInput }, Person, InvalidRequestProblem | MalformedJsonProblem | PersonRequiredProblem | ScopeNotHeldProblem | RoleNotHeldProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | NoUserPoolProblem | EmailInUseProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/people", "natural"];

/** List the members of your team */
export const listPeople: Operation<'agency', { query?: {
/** How many items a page holds at most. */
"limit"?: number | undefined;
/** The `cursor` of the page before. Without it, the first page. */
"cursor"?: string | undefined;
} }, PersonPage, InvalidCursorProblem | InvalidRequestProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NoUserPoolProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["GET", "/v1/agency/people", "natural"];

/** Disable a member of your team */
export const disablePerson: Operation<'agency', { params: {
/** The ID of the person. */
"personId": string;
} }, undefined, InvalidRequestProblem | PersonRequiredProblem | ScopeNotHeldProblem | RoleNotHeldProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | NoUserPoolProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["DELETE", "/v1/agency/people/{personId}", "natural"];

/** Invite a customer to an account */
export const inviteCustomer: Operation<'agency', { params: {
/** The account's id, percent-encoded. An id that begins with `~`, or has other characters than letters, digits and `. _ - : | @ + = ~`, is written as `~` and its base64url form without padding: `a/b#1` is `~YS9iIzE`. You may write any ID this way. */
"accountId": string;
}; body: InvitationInput }, Invitation, InvalidRequestProblem | MalformedJsonProblem | MissingScopeProblem | ForbiddenProblem | WrongAddressProblem | NotFoundProblem | NoUserPoolProblem | EmailInUseProblem | AccountMergedProblem | BodyTooLargeProblem | UnsupportedMediaTypeProblem | InternalErrorProblem | BusyProblem | UpgradingProblem> = ["POST", "/v1/agency/accounts/{accountId}/invitation", "natural"];

/** Get a picture of a package, product or service */
export const getPicture: Operation<'public', { params: {
/** The ID of the agency. */
"agencyId": string;
/** The name of the picture. */
"picture": string;
} }, string, InvalidRequestProblem | WrongAddressProblem | NotFoundProblem | InternalErrorProblem | BusyProblem> = ["GET", "/v1/pictures/{agencyId}/{picture}", "natural"];

/** Check that the service is up */
export const getHealth: Operation<'public', Empty, Health, WrongAddressProblem | InternalErrorProblem> = ["GET", "/v1/health", "natural"];
