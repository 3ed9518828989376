import type { Bucket } from '../../shared/files/bucket.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { addProof } from './add-proof.ts';
import { cancelCreditRequest } from './cancel-credit-request.ts';
import { createCreditRequest } from './create-credit-request.ts';
import { createDownload } from './create-download.ts';
import { createOrder } from './create-order.ts';
import { createPurchase } from './create-purchase.ts';
import { createQuote } from './create-quote.ts';
import { createRedemption } from './create-redemption.ts';
import { createUpload } from './create-upload.ts';
import type { DownloadLink } from './download-link.ts';
import { getCreditRequest } from './get-credit-request.ts';
import { getInvoice } from './get-invoice.ts';
import { getOrder } from './get-order.ts';
import { getProduct } from './get-product.ts';
import { getPurchase } from './get-purchase.ts';
import { getQuote } from './get-quote.ts';
import { getService } from './get-service.ts';
import { listCreditRequests } from './list-credit-requests.ts';
import { listDownloads } from './list-downloads.ts';
import { listInvoices } from './list-invoices.ts';
import { listLibrary } from './list-library.ts';
import { listOrders } from './list-orders.ts';
import { listProducts } from './list-products.ts';
import { listPurchases } from './list-purchases.ts';
import { listRedemptions } from './list-redemptions.ts';
import { listServices } from './list-services.ts';
import { payInvoice } from './pay-invoice.ts';
import { refundPurchase } from './refund-purchase.ts';

/** What the operations need of the world. */
export type StoreParts = { ledger: Ledger; bucket: Bucket; downloadLink: DownloadLink };

/** Every operation of this Lambda, by the name of its route. */
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
  createOrder: createOrder(ledger),
  listOrders: listOrders(ledger),
  getOrder: getOrder(ledger),
  listInvoices: listInvoices(ledger),
  getInvoice: getInvoice(ledger),
  payInvoice: payInvoice(ledger),
  createRedemption: createRedemption(ledger),
  listRedemptions: listRedemptions(ledger),
  createCreditRequest: createCreditRequest(ledger),
  listCreditRequests: listCreditRequests(ledger),
  getCreditRequest: getCreditRequest(ledger),
  createUpload: createUpload(ledger, bucket),
  addProof: addProof(ledger),
  cancelCreditRequest: cancelCreditRequest(ledger),
});
