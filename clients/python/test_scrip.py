"""Tests of scrip.py against a running stack, which SCRIP_TEST describes, and against small servers of their own.

`npm test` runs them. The names in SCRIP_TEST: api, issuer, agency, account, code, product, missingProduct.
"""

import http.server
import json
import os
import tempfile
import threading
import unittest
import urllib.parse
import urllib.request

import scrip

STACK = json.loads(os.environ["SCRIP_TEST"])


def browser(url):
    """Follows a link as a browser does, in the background."""
    threading.Thread(target=lambda: urllib.request.urlopen(url, timeout=20).read(), daemon=True).start()


def pay(url):
    """Pays on the sandbox's page, and stays there."""
    form = urllib.parse.urlencode({"outcome": "paid"}).encode()
    try:
        scrip._opener.open(urllib.request.Request(url, data=form), timeout=20)
    except urllib.error.HTTPError as error:
        error.close()


def sign_in(open_browser=browser):
    """The local issuer gives whoever asks a token of this account."""
    who = {"agency": STACK["agency"], "account": STACK["account"], "scope": "credits:read credits:spend"}
    return scrip.SignIn(STACK["issuer"], "desktop", parameters=who, open_browser=open_browser)


class Server:
    """Answers each request by the next of these functions, the last one for ever, and keeps what it was sent."""

    def __init__(self, *answers):
        seen = self.seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                seen.append(dict(self.headers))
                status, headers, body = answers[min(len(seen), len(answers)) - 1]
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_args):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        self.server.shutdown()
        self.server.server_close()


class SigningIn(unittest.TestCase):
    def test_by_browser_and_loopback_with_pkce(self):
        signed_in = sign_in().start().result(30)
        balance = scrip.Client(STACK["api"], signed_in.token).balance().result(30)
        self.assertEqual(balance["account"], STACK["account"])

    def test_an_answer_with_another_state_is_ignored(self):
        def forge(url):
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
            with self.assertRaises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(query["redirect_uri"] + "?code=forged&state=forged", timeout=20)
            refused.exception.close()
            browser(url)

        # The forger's request waits for the loopback server, which answers only while the task waits.
        signed_in = sign_in(lambda url: threading.Thread(target=forge, args=(url,)).start())
        signed_in.start().result(30)
        self.assertNotEqual(signed_in.token(), "")

    def test_a_refused_sign_in_says_so(self):
        def refuse(url):
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
            back = urllib.parse.urlencode({"error": "access_denied", "state": query["state"]})
            browser(f"{query['redirect_uri']}?{back}")

        with self.assertRaisesRegex(scrip.SignInFailed, "access_denied"):
            sign_in(refuse).start().result(30)

    def test_nobody_signs_in_within_the_time(self):
        with self.assertRaises(scrip.SignInFailed):
            sign_in(lambda url: None).start(patience=0.3).result(30)

    def test_a_cancelled_sign_in_ends(self):
        task = sign_in(lambda url: None).start()
        self.assertTrue(task.cancel())
        with self.assertRaises(scrip.Cancelled):
            task.result(30)

    def test_a_lapsed_token_is_renewed_without_the_browser(self):
        signed_in = sign_in().start().result(30)
        first = signed_in.token()
        self.assertEqual(signed_in.token(), first)
        signed_in._access = (first, 0.0)
        signed_in._open_browser = self.fail
        renewed = scrip.Client(STACK["api"], signed_in.token).balance().result(30)
        self.assertEqual(renewed["account"], STACK["account"])


class Shopping(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shop = scrip.Client(STACK["api"], sign_in().start().result(30).token)

    def test_the_whole_way(self):
        shop = self.shop
        before = shop.balance().result(30)["balance"]

        bought = shop.buy("stripe", credits=100, open_browser=pay).result(60)
        self.assertEqual(bought["status"], "paid")
        self.assertEqual(shop.balance().result(30)["balance"], before + 100)

        self.assertEqual(shop.redeem(STACK["code"]).result(30)["credits"], 50)
        with self.assertRaises(scrip.Problem) as refused:
            shop.redeem("NO-SUCH-CODE").result(30)
        self.assertEqual(refused.exception.code, "code_invalid")

        wanted = [STACK["product"], "nothing-of-this-name", STACK["missingProduct"]]
        house, hut = shop.products(ids=wanted).result(30)
        self.assertEqual((house["id"], hut["id"]), (STACK["product"], STACK["missingProduct"]))
        [variant] = house["variants"]
        self.assertEqual((variant["owned"], scrip.why_not(variant["buy"])), (False, []))

        quote = shop.quote(house["id"]).result(30)
        purchase = shop.purchase(quote["id"]).result(30)
        self.assertEqual(shop.purchase(quote["id"]).result(30)["id"], purchase["id"])
        [variant] = shop.products(ids=[house["id"]]).result(30)[0]["variants"]
        self.assertTrue(variant["owned"])
        self.assertNotEqual(scrip.why_not(variant["buy"]), [])

        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "house.zip")
            steps = []
            shop.download(house["id"], path, progress=lambda *step: steps.append(step)).result(30)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), b"bricks")
            self.assertEqual(steps[-1], (6, 6))
            self.assertEqual(os.listdir(folder), ["house.zip"])
        self.assertIn(house["id"], [item["productId"] for item in shop.library().result(30)])

        regretted = shop.purchase(shop.quote(hut["id"]).result(30)["id"]).result(30)
        self.assertEqual(shop.refund(regretted["id"]).result(30)["status"], "refunded")
        self.assertEqual(shop.refund(regretted["id"]).result(30)["status"], "refunded")

        hut_purchase = shop.purchase(shop.quote(hut["id"]).result(30)["id"]).result(30)
        with tempfile.TemporaryDirectory() as folder:
            with self.assertRaisesRegex(scrip.DownloadFailed, "differs"):
                shop.download(hut["id"], os.path.join(folder, "hut.zip")).result(30)
            self.assertEqual(os.listdir(folder), [])
        with self.assertRaises(scrip.Problem) as refused:
            shop.refund(hut_purchase["id"]).result(30)
        self.assertEqual(refused.exception.code, "refund_after_download")

        latest = shop.history(limit=4).result(30)
        kinds = ["purchase", "purchase_refund", "purchase", "purchase"]
        self.assertEqual([entry["kind"] for entry in latest], kinds)

    def test_an_unpaid_checkout_can_be_looked_at_later(self):
        pages = []
        with self.assertRaises(scrip.StillOpen) as waiting:
            self.shop.buy("stripe", credits=100, open_browser=pages.append, patience=0).result(30)
        pay(pages[0])
        checkout = self.shop.checkout(waiting.exception.checkout["id"], patience=30).result(60)
        self.assertEqual(checkout["status"], "paid")

    def test_an_unchanged_balance_is_not_sent_again(self):
        statuses = []
        exchange = scrip._exchange
        self.addCleanup(setattr, scrip, "_exchange", exchange)

        def watched(request, timeout):
            answer = exchange(request, timeout)
            statuses.append(answer[0])
            return answer

        shop = scrip.Client(STACK["api"], self.shop._token)
        scrip._exchange = watched
        self.assertEqual(shop.balance().result(30), shop.balance().result(30))
        self.assertEqual(statuses, [200, 304])


class Sending(unittest.TestCase):
    def test_the_caller_never_waits_for_the_network(self):
        asked = threading.Event()
        release = threading.Event()
        threads = []

        def slow_token():
            threads.append(threading.current_thread())
            asked.set()
            release.wait(30)
            return "token"

        with Server((200, {}, b"{}")) as server:
            task = scrip.Client(server.url, slow_token).balance()
            self.assertTrue(asked.wait(30))
            self.assertFalse(task.done())
            release.set()
            self.assertEqual(task.result(30), {})
        self.assertIsNot(threads[0], threading.current_thread())

    def test_a_repetition_keeps_its_idempotency_key_and_another_call_has_another(self):
        busy = (503, {"Retry-After": "0"}, b"{}")
        with Server(busy, busy, (201, {}, b"{}")) as server:
            shop = scrip.Client(server.url, "token")
            shop.redeem("CODE").result(30)
            shop.redeem("CODE").result(30)
        keys = [headers["Idempotency-Key"] for headers in server.seen]
        self.assertEqual(len(set(keys[:3])), 1)
        self.assertEqual(len(set(keys)), 2)

    def test_a_refusal_that_repetition_cannot_change_is_not_repeated(self):
        problem = json.dumps({"code": "insufficient_credits", "title": "Not enough.", "shortfall": 5}).encode()
        with Server((402, {}, problem)) as server:
            with self.assertRaises(scrip.Problem) as refused:
                scrip.Client(server.url, "token").purchase("quo_1").result(30)
        self.assertEqual((refused.exception.code, refused.exception.members["shortfall"]), ("insufficient_credits", 5))
        self.assertEqual(len(server.seen), 1)

    def test_a_redirect_takes_the_token_nowhere(self):
        with Server((200, {}, b"{}")) as other:
            with Server((302, {"Location": other.url}, b"{}")) as server:
                with self.assertRaises(scrip.Problem):
                    scrip.Client(server.url, "token").balance().result(30)
        self.assertEqual(other.seen, [])

    def test_credentials_travel_encrypted_only(self):
        for address in ("http://api.example.com", "ftp://127.0.0.1", "api.example.com"):
            with self.assertRaises(ValueError):
                scrip.Client(address, "token")
        with self.assertRaises(ValueError):
            scrip.SignIn("http://login.example.com", "desktop")

    def test_an_ended_sign_in_says_so(self):
        with Server((401, {}, b'{"message":"Unauthorized"}')) as server:
            with self.assertRaises(scrip.SignInFailed):
                scrip.Client(server.url, "token").balance().result(30)

    def test_a_checkout_without_credits_says_whether_they_may_still_come(self):
        for status, expected in (
            ("failed", scrip.CheckoutFailed),
            ("expired", scrip.CheckoutFailed),
            ("under_review", scrip.StillOpen),
        ):
            body = json.dumps({"id": "checkout-1", "status": status}).encode()
            with Server((200, {}, body)) as server:
                with self.assertRaises(expected):
                    scrip.Client(server.url, "token").checkout("checkout-1", patience=30).result(30)

    def test_rubbish_is_no_answer(self):
        with Server((200, {}, b"<html>")) as server:
            with self.assertRaises(scrip.Unreachable):
                scrip.Client(server.url, "token").balance().result(30)

    def test_no_answer_is_an_error_and_a_cancelled_task_does_not_wait_for_one(self):
        with Server() as server:
            nobody = server.url
        task = scrip.Client(nobody, "token").balance()
        task.cancel()
        with self.assertRaises(scrip.Cancelled):
            task.result(30)
        with self.assertRaises(scrip.Unreachable):
            scrip.Client(nobody, "token").quote("house").result(30)

    def test_a_truncated_download_saves_nothing(self):
        with Server((200, {"Content-Length": "100"}, b"half")) as files:
            link = json.dumps({"url": files.url, "version": "1"}).encode()
            with Server((201, {}, link)) as server, tempfile.TemporaryDirectory() as folder:
                shop = scrip.Client(server.url, "token", timeout=1)
                with self.assertRaises(scrip.DownloadFailed):
                    shop.download("house", os.path.join(folder, "house.zip")).result(30)
                self.assertEqual(os.listdir(folder), [])


if __name__ == "__main__":
    unittest.main()
