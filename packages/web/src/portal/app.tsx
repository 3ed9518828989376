import { QueryClientProvider } from '@tanstack/preact-query';
import { LocationProvider, lazy, Route, Router, useRoute } from 'preact-iso';
import { Toasts } from '../design/toast.tsx';
import { queryClient } from '../data/query.ts';
import '../frame/back.ts';
import { FaultBoundary } from '../frame/fault.tsx';
import { NotFound } from '../frame/not-found.tsx';
import { OfflineStrip } from '../frame/strip.tsx';
import { common } from '../language/texts.ts';
import { portalBase } from '../session/site.ts';
import { Gate } from '../session/gate.tsx';
import { Header } from './frame/header.tsx';
import { Welcome } from './frame/welcome.tsx';
import { CreditsPage } from './credits/credits-page.tsx';
import { href } from './paths.ts';

// Credits, where people begin, is in the first load; the others come when somebody goes there.
const BuyPage = lazy(async () => (await import('./buy/buy-page.tsx')).BuyPage);
const ReturnPage = lazy(async () => (await import('./buy/return-page.tsx')).ReturnPage);
const RedeemPage = lazy(async () => (await import('./redeem/redeem-page.tsx')).RedeemPage);
const StatementPage = lazy(async () => (await import('./credits/statement-page.tsx')).StatementPage);
const RequestsPage = lazy(async () => (await import('./requests/requests-page.tsx')).RequestsPage);
const RequestPage = lazy(async () => (await import('./requests/request-page.tsx')).RequestPage);
const StorePage = lazy(async () => (await import('./store/store-page.tsx')).StorePage);
const ProductPage = lazy(async () => (await import('./store/product-page.tsx')).ProductPage);
const LibraryPage = lazy(async () => (await import('./library/library-page.tsx')).LibraryPage);
const PurchasesPage = lazy(async () => (await import('./library/purchases-page.tsx')).PurchasesPage);
const DownloadsPage = lazy(async () => (await import('./library/downloads-page.tsx')).DownloadsPage);
const ServicesPage = lazy(async () => (await import('./services/services-page.tsx')).ServicesPage);
const OrdersPage = lazy(async () => (await import('./services/orders-page.tsx')).OrdersPage);
const InvoicesPage = lazy(async () => (await import('./invoices/invoices-page.tsx')).InvoicesPage);
const InvoicePage = lazy(async () => (await import('./invoices/invoice-page.tsx')).InvoicePage);
const ReceiptsPage = lazy(async () => (await import('./receipts/receipts-page.tsx')).ReceiptsPage);
const ReceiptPage = lazy(async () => (await import('./receipts/receipt-page.tsx')).ReceiptPage);
const SendPage = lazy(async () => (await import('./send/send-page.tsx')).SendPage);
const UsagePage = lazy(async () => (await import('./usage/usage-page.tsx')).UsagePage);
const BudgetsPage = lazy(async () => (await import('./budgets/budgets-page.tsx')).BudgetsPage);
const SettingsPage = lazy(async () => (await import('./settings/settings-page.tsx')).SettingsPage);

const NotFoundPage = () => <NotFound home={href('/')} />;

/** A page about one thing, which the address names. */
const of = (One: (props: { id: string }) => preact.JSX.Element) => () => {
  const { params } = useRoute();
  const { id = '' } = params;
  return <One key={id} id={id} />;
};

const OneProduct = of(ProductPage);
const OneRequest = of(RequestPage);
const OneInvoice = of(InvoicePage);
const OneReceipt = of(ReceiptPage);

const Pages = () => (
  <Router>
    <Route path={href('/')} component={CreditsPage} />
    <Route path={href('/buy')} component={BuyPage} />
    <Route path={href('/return')} component={ReturnPage} />
    <Route path={href('/redeem')} component={RedeemPage} />
    <Route path={href('/statement')} component={StatementPage} />
    <Route path={href('/requests')} component={RequestsPage} />
    <Route path={href('/requests/:id')} component={OneRequest} />
    <Route path={href('/store')} component={StorePage} />
    <Route path={href('/store/:id')} component={OneProduct} />
    <Route path={href('/library')} component={LibraryPage} />
    <Route path={href('/library/purchases')} component={PurchasesPage} />
    <Route path={href('/library/downloads')} component={DownloadsPage} />
    <Route path={href('/services')} component={ServicesPage} />
    <Route path={href('/orders')} component={OrdersPage} />
    <Route path={href('/invoices')} component={InvoicesPage} />
    <Route path={href('/invoices/:id')} component={OneInvoice} />
    <Route path={href('/receipts')} component={ReceiptsPage} />
    <Route path={href('/receipts/:id')} component={OneReceipt} />
    <Route path={href('/send')} component={SendPage} />
    <Route path={href('/usage')} component={UsagePage} />
    <Route path={href('/budgets')} component={BudgetsPage} />
    <Route path={href('/settings')} component={SettingsPage} />
    <Route default component={NotFoundPage} />
  </Router>
);

/** When the account was last known: of when the numbers on the page are. */
const knownAt = (): number | undefined => queryClient.getQueryState(['account'])?.dataUpdatedAt;

export const App = () => (
  <LocationProvider
    scope={portalBase === '' ? /^\/(?!a\/|console|v1\/)/ : new RegExp(`^${portalBase}(?:/|$)`)}
  >
    <QueryClientProvider client={queryClient}>
      <a class="skip" href="#main">
        {common.value.skip}
      </a>
      <OfflineStrip knownAt={knownAt} />
      <Header />
      <main id="main" tabIndex={-1}>
        <FaultBoundary>
          <Gate welcome={<Welcome />}>
            <Pages />
          </Gate>
        </FaultBoundary>
      </main>
      <Toasts />
    </QueryClientProvider>
  </LocationProvider>
);
