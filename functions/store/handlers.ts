import type { Bucket } from '../../shared/files/bucket.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { DownloadLink } from '../../shared/store/download.ts';
import { approvalHandlers } from './approvals.ts';
import { createRedemption, listRedemptions } from './codes.ts';
import {
  addProof,
  cancelCreditRequest,
  createCreditRequest,
  createUpload,
  getCreditRequest,
  listCreditRequests,
} from './credit-requests.ts';
import { dailyUsageHandlers } from './daily-usage.ts';
import { giftHandlers } from './gifts.ts';
import { getInvoice, listInvoices, payInvoice } from './invoices.ts';
import { createDownload, listDownloads, listLibrary } from './library.ts';
import { listMeterPrices } from './meters.ts';
import { getProduct, listProducts } from './products.ts';
import { createPurchase, getPurchase, listPurchases, refundPurchase } from './purchases.ts';
import { createQuote, getQuote } from './quotes.ts';
import { listUsageBatch } from './usage-batches.ts';
import { cancelOrder, createOrder, getOrder, getService, listOrders, listServices } from './services.ts';

/** What the handlers need of the world. */
export type StoreParts = { ledger: Ledger; bucket: Bucket; downloadLink: DownloadLink };

/** Every handler of this Lambda, by the name of its route. */
export const storeHandlers = ({ ledger, bucket, downloadLink }: StoreParts) => ({
  listProducts: listProducts(ledger),
  getProduct: getProduct(ledger),
  createQuote: createQuote(ledger),
  getQuote: getQuote(ledger),
  createPurchase: createPurchase(ledger),
  listPurchases: listPurchases(ledger),
  getPurchase: getPurchase(ledger),
  refundPurchase: refundPurchase(ledger),
  listLibrary: listLibrary(ledger),
  createDownload: createDownload(ledger, downloadLink),
  listDownloads: listDownloads(ledger),
  listServices: listServices(ledger),
  getService: getService(ledger),
  listMeterPrices: listMeterPrices(ledger),
  createOrder: createOrder(ledger),
  listOrders: listOrders(ledger),
  getOrder: getOrder(ledger),
  cancelOrder: cancelOrder(ledger),
  listInvoices: listInvoices(ledger),
  getInvoice: getInvoice(ledger),
  payInvoice: payInvoice(ledger),
  listUsageBatch: listUsageBatch(bucket),
  ...dailyUsageHandlers(ledger),
  createRedemption: createRedemption(ledger),
  listRedemptions: listRedemptions(ledger),
  ...giftHandlers(ledger),
  createCreditRequest: createCreditRequest(ledger),
  listCreditRequests: listCreditRequests(ledger),
  getCreditRequest: getCreditRequest(ledger),
  createUpload: createUpload(ledger, bucket),
  addProof: addProof(ledger),
  cancelCreditRequest: cancelCreditRequest(ledger),
  ...approvalHandlers(ledger),
});
