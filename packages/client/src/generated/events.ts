// Generated from docs/ by `npm run client`. Never edited by hand.
/* oxlint-disable */

export type Events = {
/** An account merged into another one. The ID of the old account leads to it. */
"account.merged": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "account.merged";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** An account merged into another one. The ID of the old account leads to it. */
data: {
/** The account that has its credits now, and everything that comes late. */
into: string;
};
};
/** The owner of an account decided what a spender asked for. If approved, it was done with the decision. */
"approval.decided": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "approval.decided";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The owner of an account decided what a spender asked for. If approved, it was done with the decision. */
data: {
approvalId: string;
spenderId: string;
kind: ("spend" | "hold" | "transfer" | "gift" | "order" | "purchase" | "invoice");
/** Whole credits. */
credits: number;
reference?: string | undefined;
label?: string | undefined;
decision: ("approved" | "declined");
};
};
/** A spender asked the owner of the account for something beyond its budget. */
"approval.requested": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "approval.requested";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A spender asked the owner of the account for something beyond its budget. */
data: {
approvalId: string;
spenderId: string;
kind: ("spend" | "hold" | "transfer" | "gift" | "order" | "purchase" | "invoice");
/** Whole credits. */
credits: number;
reference?: string | undefined;
label?: string | undefined;
/** When it expires, if nobody decides it. */
endsAt: string;
};
};
/** The available credits fell below the agency's `lowBalance` setting and are still above zero. */
"balance.low": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "balance.low";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The available credits fell below the agency's `lowBalance` setting and are still above zero. */
data: {
balance: number;
number: number;
/** The part of the balance that open holds hold. */
held: number;
/** The part of the balance that can be spent on some things only. */
restricted: number;
/** The agency's `lowBalance` setting when the event was published. A repeated event may carry a newer value. */
lowBalance: number;
};
};
/** No available credits are left: the balance less what is held and what is restricted is zero or below. */
"balance.zero": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "balance.zero";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** No available credits are left: the balance less what is held and what is restricted is zero or below. */
data: {
balance: number;
number: number;
/** The part of the balance that open holds hold. */
held: number;
/** The part of the balance that can be spent on some things only. */
restricted: number;
};
};
/** A payment at a provider was credited to the account. */
"checkout.completed": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "checkout.completed";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A payment at a provider was credited to the account. */
data: {
checkoutId: string;
provider: ("stripe" | "paypal");
paymentId: string;
/** Credits added, including the bonus. */
credits: number;
price?: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
} | undefined;
};
};
/** Credits were added: bought, granted, redeemed or refunded. */
"credits.added": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "credits.added";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Credits were added: bought, granted, redeemed or refunded. */
data: {
kind: ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");
reference: string;
note?: string | undefined;
label?: string | undefined;
amount: number;
balance: number;
/** Counts the account's entries from 1, without gaps. */
number: number;
/** The part of the amount that can be spent on some things only. */
restricted?: {
credits: number;
onlyFor: {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};
}[] | undefined;
};
};
/** Unused credits expired. */
"credits.expired": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "credits.expired";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Unused credits expired. */
data: {
kind: ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");
reference: string;
note?: string | undefined;
label?: string | undefined;
amount: number;
balance: number;
/** Counts the account's entries from 1, without gaps. */
number: number;
/** The part of the amount that can be spent on some things only. */
restricted?: {
credits: number;
onlyFor: {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};
}[] | undefined;
};
};
/** The agency moved the expiry of credits to a later time. Two entries were made: the one before this `number` took the credits out, and has no event. The balance did not change. */
"credits.extended": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "credits.extended";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The agency moved the expiry of credits to a later time. Two entries were made: the one before this `number` took the credits out, and has no event. The balance did not change. */
data: {
kind: ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");
reference: string;
note?: string | undefined;
label?: string | undefined;
amount: number;
balance: number;
/** Counts the account's entries from 1, without gaps. */
number: number;
/** The part of the amount that can be spent on some things only. */
restricted?: {
credits: number;
onlyFor: {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};
}[] | undefined;
/** When the credits expire now. Without it, never. */
expiresAt?: string | undefined;
};
};
/** Credits were taken back because their payment was refunded or disputed. */
"credits.reclaimed": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "credits.reclaimed";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Credits were taken back because their payment was refunded or disputed. */
data: {
kind: ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");
reference: string;
note?: string | undefined;
label?: string | undefined;
amount: number;
balance: number;
/** Counts the account's entries from 1, without gaps. */
number: number;
/** The part of the amount that can be spent on some things only. */
restricted?: {
credits: number;
onlyFor: {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};
}[] | undefined;
};
};
/** Credits were spent or removed. */
"credits.spent": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "credits.spent";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Credits were spent or removed. */
data: {
kind: ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");
reference: string;
note?: string | undefined;
label?: string | undefined;
amount: number;
balance: number;
/** Counts the account's entries from 1, without gaps. */
number: number;
/** The part of the amount that can be spent on some things only. */
restricted?: {
credits: number;
onlyFor: {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};
}[] | undefined;
};
};
/** Credits were sent to another account. For the recipient, `credits.added` has the same `reference`. */
"credits.transferred": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "credits.transferred";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Credits were sent to another account. For the recipient, `credits.added` has the same `reference`. */
data: {
kind: ("checkout" | "bonus" | "redemption" | "request" | "spend" | "capture" | "usage" | "purchase" | "purchase_refund" | "service" | "service_refund" | "spend_refund" | "invoice" | "transfer" | "gift" | "merge" | "adjustment" | "allowance" | "payment_reversed" | "payment_reinstated" | "expiry" | "expiry_extension");
reference: string;
note?: string | undefined;
label?: string | undefined;
amount: number;
balance: number;
/** Counts the account's entries from 1, without gaps. */
number: number;
/** The part of the amount that can be spent on some things only. */
restricted?: {
credits: number;
onlyFor: {
/** IDs of products. */
products?: string[] | undefined;
/** Categories of products. */
categories?: string[] | undefined;
/** IDs of services. */
services?: string[] | undefined;
/** IDs of meters. */
meters?: string[] | undefined;
};
}[] | undefined;
};
};
/** The account has paid off its debt. */
"debt.cleared": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "debt.cleared";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The account has paid off its debt. */
data: {
balance: number;
number: number;
};
};
/** The account owes credits: some that were already spent were taken back, or usage went beyond its credits. */
"debt.opened": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "debt.opened";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The account owes credits: some that were already spent were taken back, or usage went beyond its credits. */
data: {
balance: number;
number: number;
/** Whole credits. */
debt: number;
};
};
/** An endpoint was disabled because every delivery failed for five days. */
"endpoint.disabled": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "endpoint.disabled";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** An endpoint was disabled because every delivery failed for five days. */
data: {
endpointId: string;
url: string;
failingSince: string;
};
};
/** A customer turned credits into a code. `credits.transferred` reports the entry. */
"gift.created": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "gift.created";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A customer turned credits into a code. `credits.transferred` reports the entry. */
data: {
giftId: string;
/** Fewer than were given where a payment was taken back since. */
credits: number;
expiresAt: string;
};
};
/** The code of a gift was redeemed. For the recipient, `credits.added` reports the entry. */
"gift.redeemed": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "gift.redeemed";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The code of a gift was redeemed. For the recipient, `credits.added` reports the entry. */
data: {
giftId: string;
/** Fewer than were given where a payment was taken back since. */
credits: number;
/** The account that redeemed the code. */
recipient: string;
};
};
/** The credits of a gift went back to the customer who gave them. */
"gift.returned": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "gift.returned";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The credits of a gift went back to the customer who gave them. */
data: {
giftId: string;
/** Fewer than were given where a payment was taken back since. */
credits: number;
reason: ("taken_back" | "expired");
};
};
/** Credits of a hold were spent. `credits.spent` reports the same entry. */
"hold.captured": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "hold.captured";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Credits of a hold were spent. `credits.spent` reports the same entry. */
data: {
holdId: string;
reference: string;
/** The credits that this capture spent. */
credits: number;
/** The credits that the hold still holds. */
held: number;
/** Whether the hold is closed, and the rest was given back. */
final: boolean;
};
};
/** Credits were set aside. They are no longer available, and the balance is the same. */
"hold.created": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "hold.created";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Credits were set aside. They are no longer available, and the balance is the same. */
data: {
holdId: string;
reference: string;
credits: number;
endsAt?: string | undefined;
};
};
/** A hold reached its end. What it still held is available again. Sent with the account's next change, or by the hourly schedule. */
"hold.expired": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "hold.expired";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A hold reached its end. What it still held is available again. Sent with the account's next change, or by the hourly schedule. */
data: {
holdId: string;
/** The credits that were given back. */
credits: number;
};
};
/** A hold was released before its end. */
"hold.released": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "hold.released";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A hold was released before its end. */
data: {
holdId: string;
reference: string;
/** The credits that were given back. */
credits: number;
};
};
/** An invoice was paid with credits. */
"invoice.paid": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "invoice.paid";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** An invoice was paid with credits. */
data: {
invoiceId: string;
invoiceNumber: string;
/** Whole credits. */
credits: number;
};
};
/** A service was ordered, and its credits were paid or are held. */
"order.created": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "order.created";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A service was ordered, and its credits were paid or are held. */
data: {
orderId: string;
serviceId: string;
name: string;
/** The price that the customer agreed to. */
credits: number;
/** Whether the credits are held, paid, or were given back. */
payment: ("held" | "paid" | "returned" | "free");
/** The credits that were spent on it. */
paid: number;
note?: string | undefined;
};
};
/** An order was refunded: its credits returned to the lots that they came from. */
"order.refunded": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "order.refunded";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** An order was refunded: its credits returned to the lots that they came from. */
data: {
orderId: string;
serviceId: string;
name: string;
/** The price that the customer agreed to. */
credits: number;
/** Whether the credits are held, paid, or were given back. */
payment: ("held" | "paid" | "returned" | "free");
/** The credits that were spent on it. */
paid: number;
};
};
/** The status of an order changed: the agency set it, or the customer cancelled the order. */
"order.updated": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "order.updated";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The status of an order changed: the agency set it, or the customer cancelled the order. */
data: {
orderId: string;
serviceId: string;
name: string;
/** The price that the customer agreed to. */
credits: number;
/** Whether the credits are held, paid, or were given back. */
payment: ("held" | "paid" | "returned" | "free");
/** The credits that were spent on it. */
paid: number;
status: ("new" | "in_progress" | "done" | "refunded" | "cancelled");
};
};
/** A product was purchased with credits. */
"purchase.completed": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "purchase.completed";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A product was purchased with credits. */
data: {
purchaseId: string;
productId: string;
variantId: string;
credits: number;
productName: string;
variantName: string;
};
};
/** A purchase was refunded. */
"purchase.refunded": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "purchase.refunded";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A purchase was refunded. */
data: {
purchaseId: string;
productId: string;
variantId: string;
credits: number;
};
};
/** The reconciler found a mismatch between the books and a provider, or within the ledger. */
"reconciliation.mismatch": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "reconciliation.mismatch";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The reconciler found a mismatch between the books and a provider, or within the ledger. */
data: {
reconciliationId: string;
provider: ("stripe" | "paypal" | "ledger");
mismatchCount: number;
/** The mismatches found since the previous event. */
mismatches: {
code: ("amount_differs" | "currency_differs" | "checkout_unknown" | "refund_currency_differs" | "payment_missing" | "ledger_differs" | "allowance_late" | "books_differ" | "skipped" | "window_skipped");
paymentId?: string | undefined;
account?: string | undefined;
source?: string | undefined;
objectId?: string | undefined;
from?: string | undefined;
to?: string | undefined;
issue?: string | undefined;
at: string;
}[];
};
};
/** The last step of a credit request was approved and the credits were added. */
"request.accepted": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "request.accepted";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The last step of a credit request was approved and the credits were added. */
data: {
requestId: string;
method: ("bank_transfer" | "crypto");
/** Whole credits. */
credits: number;
bonusCredits: number;
price: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};
/** The reference that the customer writes on the payment. */
reference: string;
};
};
/** A step of a credit request was approved. The next step is open. */
"request.advanced": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "request.advanced";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A step of a credit request was approved. The next step is open. */
data: {
requestId: string;
method: ("bank_transfer" | "crypto");
/** Whole credits. */
credits: number;
bonusCredits: number;
price: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};
/** The reference that the customer writes on the payment. */
reference: string;
/** The approved step. */
step: string;
/** The step that must be decided next. */
nextStep: string;
};
};
/** The customer cancelled a credit request. */
"request.cancelled": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "request.cancelled";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The customer cancelled a credit request. */
data: {
requestId: string;
method: ("bank_transfer" | "crypto");
/** Whole credits. */
credits: number;
bonusCredits: number;
price: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};
/** The reference that the customer writes on the payment. */
reference: string;
};
};
/** A customer requested credits by bank transfer or crypto. */
"request.created": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "request.created";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A customer requested credits by bank transfer or crypto. */
data: {
requestId: string;
method: ("bank_transfer" | "crypto");
/** Whole credits. */
credits: number;
bonusCredits: number;
price: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};
/** The reference that the customer writes on the payment. */
reference: string;
};
};
/** A step of a credit request was rejected, or nobody decided in time (reason `expired`). */
"request.rejected": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "request.rejected";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A step of a credit request was rejected, or nobody decided in time (reason `expired`). */
data: {
requestId: string;
method: ("bank_transfer" | "crypto");
/** Whole credits. */
credits: number;
bonusCredits: number;
price: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};
/** The reference that the customer writes on the payment. */
reference: string;
reason?: string | undefined;
};
};
/** A credit request is still waiting for a decision. */
"request.reminded": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "request.reminded";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A credit request is still waiting for a decision. */
data: {
requestId: string;
method: ("bank_transfer" | "crypto");
/** Whole credits. */
credits: number;
bonusCredits: number;
price: {
/** Minor units of the currency. */
amount: number;
/** ISO 4217 code. */
currency: string;
};
/** The reference that the customer writes on the payment. */
reference: string;
/** The step that must be decided next. */
nextStep: string;
};
};
/** A spender has used all of a limit. Sent once for each period and limit. */
"spender.exhausted": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "spender.exhausted";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A spender has used all of a limit. Sent once for each period and limit. */
data: {
spenderId: string;
/** The limits that this is about. */
limits: {
limit: ("per_day" | "per_month");
/** The limit. */
credits: number;
/** When the next period begins. */
startsAnewAt: string;
}[];
};
};
/** The owner of an account, or somebody at the agency, made a key of a spender. */
"spender.key_created": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "spender.key_created";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** The owner of an account, or somebody at the agency, made a key of a spender. */
data: {
keyId: string;
spenderId: string;
/** When it stops working, without another event. Without it, when it is revoked. */
expiresAt?: string | undefined;
};
};
/** A key of a spender was revoked, by itself or with its spender. */
"spender.key_revoked": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "spender.key_revoked";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A key of a spender was revoked, by itself or with its spender. */
data: {
keyId: string;
spenderId: string;
};
};
/** A spender has used 80 % of a limit. Sent once for each period and limit. */
"spender.warned": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "spender.warned";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** A spender has used 80 % of a limit. Sent once for each period and limit. */
data: {
spenderId: string;
/** The limits that this is about. */
limits: {
limit: ("per_day" | "per_month");
/** The limit. */
credits: number;
/** When the next period begins. */
startsAnewAt: string;
}[];
};
};
/** Usage was charged. One event tells of all usage that was charged together; `number` is the last of its entries. There is no `credits.spent` for it. */
"usage.charged": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "usage.charged";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Usage was charged. One event tells of all usage that was charged together; `number` is the last of its entries. There is no `credits.spent` for it. */
data: {
/** Whole credits. */
credits: number;
/** The number of entries that were made. */
entries: number;
/** The number of the first of them. */
first: number;
balance: number;
number: number;
/** What the entries are for, by meter: their units, and their credits. Usage below a whole credit has no entry. */
meters: {
meter: string;
quantity: number;
/** Whole credits. */
credits: number;
}[];
};
};
/** Usage could not be charged, and will not be. One event tells of all that was refused together. */
"usage.refused": {
specversion: "1.0";
/** The event's ID. A repeated event has the same ID. */
id: string;
/** `scrip/` followed by the agency. */
source: string;
type: "usage.refused";
/** The account that the event is about. */
subject?: string | undefined;
time: string;
/** What the event began with: the `request` of an API answer, or a run of ours. */
correlationid?: string | undefined;
datacontenttype: "application/json";
/** Usage could not be charged, and will not be. One event tells of all that was refused together. */
data: {
/** Usage events of the account. `usageId` is your own ID. */
refused: {
meter: string;
quantity: number;
time: string;
spender?: string | undefined;
reason: ("unknown_meter" | "insufficient_credits" | "account_in_debt" | "credit_limit" | "carry_limit" | "unknown_spender" | "spender_restricted" | "budget_per_call" | "budget_per_day" | "budget_per_month");
usageId: string;
}[];
};
};
};
