# Every sentence that Till says, in English. The same keys with the same facts stand in zh-TW.ftl.
# Facts are finished text: exact amounts, names made harmless, times.

## Bits that other sentences use

list-gap = {", "}
what-item = { $name } ({ $fiat })
what-top-up = top-up of { $fiat }
amount-unknown = not known yet

## The payment card

card-order = Order { $code } · { $what } · { $community }
card-fresh = Ready to pay? Take a fresh quote below and let the full amount arrive.
card-transaction = Transaction: { $transaction }
card-also-arrived = { $received } arrived on chain as well. We are looking after it, and it stays yours.

card-moved = ⤵️ The card of order { $code } has moved: it stands in a newer message. /orders brings it again.
card-moved-private = ⤵️ The card of order { $code } has moved to our direct messages.
card-moved-knock = ⤵️ The card of order { $code } can't be kept up to date here any longer, and your direct messages are closed to me. Press the button to see it.
card-knock = 🔔 The card of order { $code } waits here. Only its buyer can open it.

card-preparing-title = ⏳ Preparing your payment
card-preparing-body = Getting an address for you. This message changes by itself in a few seconds.

card-delayed-title = ⏳ No address yet
card-delayed-body = KryptoGO has not answered yet, so there is nothing to pay to. You can wait here, or take a fresh quote.

card-waiting-title = 💳 Pay { $amount } on { $chain }
card-waiting-amount = Amount that must arrive: { $amount } { $token }
card-waiting-in-full = It has to arrive in full. If an exchange takes its fee out of it, send that much more.
card-waiting-address = Address: { $address }
card-waiting-only = Only { $token } on { $chain } (contract { $contract }). Not on { $others } or any other network: it would be lost.
card-waiting-refund = If too little arrives, KryptoGO sends it back to the address it came from. An exchange may not pass that on to you.
card-waiting-top-up = About 1 % less is credited: that is KryptoGO's fee.
card-waiting-deadline = Quote ends: { $deadline }
card-waiting-link = This QR holds the amount too. Some wallets misread it: before you confirm, check that the recipient is { $address }.

card-received-title = 👀 Your payment is on its way
card-received-body = Arrived so far: { $received } of { $amount }. KryptoGO is confirming it, which takes a minute or two. There is nothing more to send.

card-overdue-title = ⌛ Time is up, still checking
card-overdue-body = Please don't send anything now. If you have paid already, just wait: KryptoGO is still looking, and late money counts too. If you haven't, take a fresh quote.

card-unsure-title = 🔎 Checking your payment
card-unsure-body = KryptoGO says something about this payment that we have to look into. Please don't send anything for now. We have told a person, and this message changes when we know more.

card-short-title = ⚠️ Too little arrived
card-short-body = Arrived: { $received } of { $amount }. KryptoGO sends it back to the address it came from. If that belongs to an exchange, ask the exchange about it: it may not pass the money on by itself.

card-short_refunded-title = ↩️ Sent back
card-short_refunded-body = Arrived: { $received } of { $amount }, which was too little. Sent back to the address it came from: { $refunded }.

card-settling-title = ✅ Received, settling
card-settling-body = { $received } arrived. As soon as KryptoGO names the exact figure, your balance gets it, less their fee of about 1 %. There is nothing more to do.

card-paid-title = ✅ Paid, thank you!
card-paid-body = { $received } arrived on { $chain }.

card-paid_late-title = ✅ Paid, thank you!
card-paid_late-body = { $received } arrived on { $chain }. It was a little late, and it counts all the same.

card-paid_excess-title = ✅ Paid, thank you!
card-paid_excess-body = { $received } arrived for a price of { $amount }. The rest, { $excess } after KryptoGO's fee, is in your balance: /balance
card-paid_excess-settling = { $received } arrived for a price of { $amount }. The rest goes to your balance, less KryptoGO's fee of about 1 %, as soon as the exact figure is known.

card-credited-title = ✅ In your balance
card-credited-body = { $net } is in your balance now. Arrived: { $received }. KryptoGO kept a fee of { $fee }.

card-to_balance-title = 💰 In your balance
card-to_balance-body = { $received } arrived when this order could no longer take it, so it is yours: { $net } is in your balance, after KryptoGO's fee of { $fee }.
card-to_balance-settling = { $received } arrived when this order could no longer take it, so it is yours. It goes to your balance, less KryptoGO's fee of about 1 %, as soon as the exact figure is known.

card-paid_from_balance-title = ✅ Paid from your balance
card-paid_from_balance-body = { $amount } was taken from your balance. Please don't send anything to the address from before; if something arrives there, it goes to your balance.

card-expired-title = ⌛ No payment seen yet
card-expired-body = The time for this quote is over. If you have paid, don't worry: late money is found and still counts. Please don't send anything to the old address any more.

card-cancelled-title = ✖️ Cancelled
card-cancelled-body = Please don't pay this order. If you already did, the money goes to your balance and we tell you.

card-refused-title = ⚠️ That did not work
card-refused-body = KryptoGO could not open this payment. Nothing was charged. Please try a fresh quote in a moment.

card-review-title = 🙋 A person is looking into it
card-review-body = What KryptoGO reports does not match this order, so we check it by hand. Your money is not lost. Please don't pay again; we write to you here. If you ask about it, mention order { $code }.

## How an order stands, in a word or two

status-preparing = preparing
status-delayed = no address yet
status-waiting = waiting for your payment
status-received = seen, being confirmed
status-overdue = time is up, still checking
status-unsure = being checked
status-short = too little arrived, refund coming
status-short_refunded = too little arrived, sent back
status-settling = received, settling
status-paid = paid
status-paid_late = paid, a little late
status-paid_excess = paid, the rest is yours
status-credited = in your balance
status-to_balance = went to your balance
status-paid_from_balance = paid from your balance
status-expired = no payment seen yet
status-cancelled = cancelled
status-refused = could not be opened
status-review = a person is looking into it

## Buttons

button-check = 🔄 Check now
button-amount_qr = QR with amount
button-address_qr = QR of the address only
button-copy-address = 📋 Copy address
button-copy-amount = 📋 Copy amount
button-pay_balance = Pay { $amount } from balance
button-cancel = Cancel
button-fresh = Fresh quote
button-transaction = See the transaction
button-show = { $code } · { $what }
button-buy = { $name } · { $price }
button-private = Go on in private
button-knock = Show my card
button-language-en = English
button-language-zh-TW = 繁體中文
button-withdraw = Withdraw
button-wd_to = To { $address }
button-wd_confirm = ✅ Yes, { $amount }
button-wd_drop = Forget it
button-skip = Skip
button-wd_cancel = Cancel the withdrawal
button-approve = ✅ Approve
button-reject = ❌ Reject
button-sent = It was sent
button-sent_late = As KryptoGO says: sent
button-not_sent = It was not sent
button-send_again = Send again
button-correct-sent = Report a mistake
button-correct-not_sent = Report a mistake
button-explorer = Address on the explorer
button-studio = KryptoGO Studio
button-veto = ✋ Veto
button-fund_ok = It has arrived
button-fund_no = It has not
button-draw_ok = I have taken it out
button-draw_no = I won't take it out
button-canary_ok = ✅ Exactly this arrived
button-canary_no = 🛑 Something else arrived
button-resume = ▶️ Let money out again

## After a button was pressed

press-checking = Asking KryptoGO. So far: { $status }. The card changes by itself.
press-known = { $code }: { $status }
press-cancelled = Cancelled. Please don't pay this order.
press-fresh = The card now shows your fresh quote.
press-fresh-later = A fresh quote is on its way. The card changes by itself.
press-paid = Paid from your balance.
press-qr-changed = The QR on the card has changed.
press-qr-over = This payment stands differently now. The card is being brought up to date.
press-shown = Here comes the card.
press-confirmed = Withdrawal { $code } is requested. Its card follows.
press-dropped = All right, forgotten. Nothing was reserved or sent.
press-wd-cancelled = Withdrawal { $code } is cancelled. The money is back in your balance.
press-approved = Approved. { $code } goes out as soon as nothing holds it back.
press-approve-counts = You have approved { $code }: { $given } of { $needed }. Still needed: { $more }.
press-vetoed = Vetoed. The change will not happen.
press-noted = Noted.
press-canary-ok = Confirmed. Withdrawals are on.
press-canary-paused = Confirmed. Nothing goes out yet, as outflow is paused.
press-canary-no = Noted: nothing goes out any more. Compare token, chain and units in Studio and on the explorer.
press-resumed = Money goes out again.
press-resume-asked = Noted. A second operator has to press it, too.
press-asked-private = I have asked you about it in our private chat.
press-start-first = I can't write to you yet. Open a private chat with me, press Start, then press this button again.
press-unknown = This button is out of date. Type /orders for your payments, or /pay to start a new one.

## News, so that the phone buzzes

news-paid = ✅ Order { $code } is paid: { $what }. Thank you!
news-received = 👀 { $received } for order { $code } arrived. It is in your balance as soon as KryptoGO has settled it.
news-credited = 💰 { $net } is in your balance now (order { $code }).
news-to-balance = 💰 { $received } arrived for order { $code }, which could no longer take it. It is yours: { $net } is in your balance.
news-excess = 💰 More arrived for order { $code } than its price. { $excess } is in your balance.
news-short = ⚠️ Too little arrived for order { $code }: { $received } of { $amount }. KryptoGO sends it back to the address it came from. For another try, use the button on the card.
news-short-over = ⚠️ { $received } arrived for order { $code }, which needs no payment any more. It was less than { $amount }, so KryptoGO sends it back to the address it came from.
news-short_refunded = ↩️ KryptoGO has sent back { $refunded } for order { $code }, to the address it came from.
news-review = 🙋 Something about order { $code } does not match, so a person is looking into it. Your money is not lost; please don't pay again.


## Ordering

pay-choose = What would you like to pay for in { $community }?
pay-nothing-on-sale = There is nothing on sale in { $community } right now, but you can top up your balance.
pay-how-to-top-up = To top up your balance, type an amount with its currency, for example /pay 300 TWD or /pay 10 USD.
pay-which-currency = { $amount } in which currency?
pay-which-community = You are in several communities. Which one is it for?
pay-repeated = You already have this one open: order { $code }. Its card is here ⤴️
pay-repeated-over = That was order { $code }, and it is no longer open. /orders shows how it stands; type /pay for a new one.
pay-repeated-coming = You already have this one open: order { $code }. Its card is coming.
group-go-private = Let's go on in private, where only you see address and amounts. This button works for you alone.
group-withdraw-private = Amounts and addresses are nobody else's business, so I did nothing with that. Let's go on in private: this button works for you alone.

## Lists

orders-title = Your latest orders
orders-line = { $code } · { $what } · { $community } · { $day }
orders-status = → { $status }
orders-none = You have no orders yet. Type /pay to see what there is.
balance-title = Your balance
balance-line = { $community }: { $available }
balance-line-held = { $community }: { $available }, and { $held } held
balance-none = You have no balance yet: you are not in any community here. Type /pay in a community's group or server to begin.
balance-how = To add to it, type for example /pay 300 TWD. With enough balance, a card offers to pay from it.

## Withdrawing: what its member reads

withdraw-title = 💸 Withdraw
withdraw-line = { $community }: { $available } available. At most { $limit } at a time, fee { $fee }.
withdraw-which = From which balance?
withdrawals-title = Your latest withdrawals
withdrawals-line = { $code } · { $amount } · { $community } · { $day } → { $status }
withdrawals-none = You have not withdrawn anything yet. Type /withdraw to begin.
withdrawals-queue = To be decided: { $count }. The cards come to you in private.
withdrawals-queue-none = Nothing waits for a decision of yours.

preview-title = 💸 Withdraw from { $community }?
preview-left = Then left in your balance: { $left }
preview-compare = Please compare the whole address with the one in your wallet. What is sent can't be brought back.
preview-no-checksum = ⚠️ All its letters are small, or all are capital, so I can't notice a typo in it. Compare it twice.
preview-approvals = What happens next: { $needed } of the community's approvers must agree, then it is sent. Until then you can cancel.
preview-automatic = What happens next: it is sent at once, without anybody having to agree.
preview-confirmed = ✅ Withdrawal { $code } is requested. Its card shows how it stands.
preview-dropped = ✖️ Not withdrawn. Nothing was reserved or sent. /withdraw begins anew.

look-alike-title = 🚨 DANGER: it looks like an address used before, but is another one!
look-alike-known = Used before: { $address }
look-alike-this = This one: { $address }
look-alike-differs = They differ in these groups of four: { $groups }. Thieves make such addresses; don't go on unless it was read anew from the wallet.

wd-line = Withdrawal { $code } · { $community }
wd-arrives = Amount to arrive: { $amount } on { $chain }
wd-takes = Leaves the balance: { $total } (fee { $fee })
wd-token = Token: { $token } on { $chain }, contract { $contract }
wd-to = To: { $address }
wd-to-copy = To copy: { $address }
wd-approvals = Approvals: { $given } of { $needed }
wd-nobody = Nobody can approve it at the moment. Please ask the community's operators.
wd-place = Place in the queue: { $place }
wd-waits = Not sent before { $when } ({ $left }), because you haven't used this address before or it closely resembles another one, which is a known trick. Compare it again; you can still cancel.
wd-paused = Nothing is being sent at the moment: operators have paused it. The money stays reserved.
wd-lapses = If it isn't sent by { $when }, all of it goes back to your balance by itself.
wd-reason = Reason: “{ $reason }”
wd-reason-balance_not_enough = Reason: the community's wallet at KryptoGO did not hold enough. The operators have been told; please try again later.
wd-reason-never_asked = Reason: KryptoGO could not be reached, so it was never asked. Please try again later.

wd-requested-title = ⏳ Waiting for approval: { $amount }
wd-requested-body = { $total } of your balance is reserved. The community's approvers have been asked, and this message changes when they decide.
wd-approved-title = 👍 Approved, waiting to be sent: { $amount }
wd-approved-body = { $total } of your balance is reserved. It goes out by itself as soon as nothing holds it back; you need do nothing.
wd-sending-title = 📤 Being sent: { $amount }
wd-sending-body = It is going out right now and can't be cancelled any more.
wd-sent-title = ✅ Sent: { $amount }
wd-sent-body = It was sent on { $chain }. Your wallet should show it within minutes; if it doesn't, open the transaction first.
wd-unknown-title = 🔎 Being checked, your funds are reserved
wd-unknown-body = It isn't clear yet whether it went out, so people look it up. That can take a day or two. Either it arrives, or you get it back; you need do nothing.
wd-failed-title = ↩️ Not sent: { $amount }
wd-failed-body = Nothing went out. { $total } is back in your balance. You can ask again with /withdraw.
wd-failed-body-kept = Nothing went out after all. Back in your balance now: { $back }; the rest of { $total } is there already, as it had not been taken.
wd-rejected-title = ✖️ Rejected: { $amount }
wd-rejected-body = An approver said no. { $total } is back in your balance.
wd-cancelled-title = ✖️ Cancelled: { $amount }
wd-cancelled-body = Nothing went out. { $total } is back in your balance.
wd-lapsed-title = ⌛ Lapsed: { $amount }
wd-lapsed-body = It was not sent in time. { $total } is back in your balance. You can ask again with /withdraw.

wd-status-requested = waiting for approval
wd-status-approved = approved, waiting to be sent
wd-status-sending = being sent
wd-status-sent = sent
wd-status-unknown = being checked, reserved
wd-status-failed = not sent, back in your balance
wd-status-failed-kept = not sent
wd-status-rejected = rejected, back in your balance
wd-status-cancelled = cancelled, back in your balance
wd-status-lapsed = lapsed, back in your balance

wd-news-sent = ✅ Withdrawal { $code }: { $amount } is sent. The card has the transaction.
wd-news-failed = ↩️ Withdrawal { $code } was not sent. { $total } is back in your balance.
wd-news-failed-kept = ↩️ Withdrawal { $code } was not sent after all. Back in your balance now: { $back }; the rest had not been taken.
wd-news-unknown = 🔎 Withdrawal { $code } is being checked. Your funds are reserved; there is nothing for you to do.
wd-news-send_again = 🔁 Withdrawal { $code } had not gone out and is to be sent again. Your { $total } stay reserved; it waits for new approvals now.
wd-news-doubt = 🔎 In doubt: nobody knows whether { $code } ({ $amount }) was sent. Please look it up as its card says and settle it; /withdrawals brings the card again.
wd-news-quarantine_over = 🔎 { $code } has been in doubt for a day. If it is neither in KryptoGO Studio nor on the explorer, you can say “It was not sent” now: its card has the button.
wd-news-rejected = ✖️ Withdrawal { $code } was rejected; its card says why. { $total } is back in your balance.
wd-news-lapsed = ⌛ Withdrawal { $code } has lapsed. { $total } is back in your balance.
wd-news-canary = 🐤 Canary { $code }: its card says how it stands.

## Withdrawing: what approvers read

wda-requested-title = 🙋 Decide: { $amount } · { $code }
wda-approved-title = 👍 Approved: { $amount } · { $code }
wda-sending-title = 📤 Being sent: { $amount } · { $code }
wda-sent-title = ✅ Sent: { $amount } · { $code }
wda-unknown-title = 🔎 In doubt: was { $amount } sent? · { $code }
wda-failed-title = ↩️ Not sent: { $amount } · { $code }
wda-rejected-title = ✖️ Rejected: { $amount } · { $code }
wda-cancelled-title = ✖️ Cancelled by the member: { $amount } · { $code }
wda-lapsed-title = ⌛ Lapsed: { $amount } · { $code }
wda-who = { $name } ({ $account }) asks in { $community }, { $when }
wda-canary = Canary of an operator ({ $account }) in { $community }, { $when }
wda-past = Member since { $since }. Withdrawals before: { $times }, { $sum } in all
wda-past-none = Member since { $since }, has never withdrawn
wda-sends = Exactly { $amount } on { $chain } arrives. Fee { $fee }, so { $total } leaves the member's balance.
wda-sends-canary = Exactly { $amount } on { $chain } arrives, taken from the owner's money.
wda-address-used = Address: used before by this member. Withdrawals to it: { $times }, the first on { $since }
wda-address-new = Address: new, never used by this member
wda-mark-no_checksum = ⚠️ Typed without a checksum: a typo could not be noticed. Ask the member if in doubt.
wda-mark-shared_address = ⚠️ Another member of this community has sent to this address too.
wda-mark-staff = ⚠️ Whoever asks is an approver or an operator. Nobody decides their own.
wda-approvals-by = Approvals: { $given } of { $needed } ({ $names }). Still needed: { $more }
wda-automatic = Approved by the policy itself: a small amount to a known address.
wda-lapses = Not sent by { $when }, it lapses.
wda-how = The last approval sends it, for good: if unsure, ask the member first. One “Reject” is enough.
wda-approved-body = Enough have agreed. It goes out by itself; until then it can still be rejected.
wda-sending-body = It is going out right now. There is nothing to do.
wda-sent-body = KryptoGO has sent it.
wda-found-sent = Found to have been sent, by { $names }.
wda-failed-body = Nothing went out; the member has it back.
wda-rejected-body = The member has it back and can read the reason.
wda-cancelled-body = The member has it back. There is nothing to decide.
wda-lapsed-body = The member has it back. There is nothing to decide.
wda-approved-by = Approved by: { $names }
wda-rejected-by = Rejected by: { $name }
wda-verdict = { $names }: { $what }. Still needed: { $more }
wda-verdict-hash = { $names }: { $what }, { $hash }. Still needed: { $more }
wda-verdicts = Persons who have to say the same: { $needed }

doubt-attempt = Till tried to send it { $when } (try { $number }; for operators: instance { $instance }).
doubt-answer = KryptoGO's answer: { $detail }
doubt-no-answer = The connection broke before KryptoGO had answered. (For operators: { $detail })
doubt-silent = Our sender stopped before it wrote down an answer.
doubt-no-attempt = There is no record of a try.
doubt-accepted = KryptoGO took it in without naming a transaction. If it waits in Studio, reject it there before you say “not sent”.
doubt-late = KryptoGO answered late: sent, transaction { $hash }. If it arrived, press “As KryptoGO says: sent”.
doubt-steps = What to do
doubt-studio = 1. KryptoGO Studio → transfers (no access? ask an operator): is there { $amount } to { $address }, about { $when }, and is it completed?
doubt-explorer = 2. The explorer: did { $amount } arrive at the address since then, from the community's wallet?
doubt-found = 3. If it arrived, press “It was sent” and paste the transaction's hash.
doubt-not-found = 4. If in neither, press “It was not sent”: the member gets it back. “Send again” keeps it for a new try with new approvals. Be sure: if the first one did go out, it is paid twice.
doubt-not-found-yet = 4. If in neither, wait: it might still go out. From { $from } on, /withdrawals brings the buttons for “not sent” and “send again”.

verdict-sent = it was sent
verdict-not_sent = it was not sent
verdict-send_again = send again
verdict-counts = Noted: that is what you say about { $code }. It takes effect when { $needed } persons say the same; still needed: { $more }.
verdict-done-reject = ✖️ { $code } is rejected, and the member has { $total } back.
verdict-done-sent = ✅ { $code } counts as sent: { $amount }.
verdict-done-not_sent = ↩️ { $code } counts as not sent, and the member has { $total } back.
verdict-done-not_sent-kept = ↩️ { $code } counts as not sent. Of { $total }, { $back } went back to the member now; the rest had not been taken from them.
verdict-done-send_again = { $code } is to be sent again. It needs new approvals: its card has come back.
verdict-done-canary = 🐤 Noted: the card of canary { $code } shows how it stands.

## Payments that people look at


## Things to type. Titles and names of fields hold 45 characters

form-withdraw = Withdraw
form-withdraw-address = Your address
form-withdraw-address-hint = 0x and 40 characters, copied from your wallet
form-withdraw-amount = Amount that arrives
form-withdraw-amount-hint = 25, or all
form-reject = Reject
form-reject-about = Withdrawal { $code }
form-reject-reason = Reason
form-reject-reason-hint = The member reads it
form-sent = It was sent
form-sent-about = Withdrawal { $code }
form-sent-hash = Transaction hash
form-sent-hash-hint = 0x and 64 characters, copied from the explorer
form-not_sent = It was not sent
form-not_sent-about = Withdrawal { $code }
form-not_sent-reason = How you know
form-not_sent-reason-hint = Neither in Studio nor on the explorer, looked up today
form-send_again = Send again
form-send_again-about = Withdrawal { $code }
form-send_again-reason = How you know that it was not sent
form-send_again-reason-hint = Neither in Studio nor on the explorer, looked up today
form-to_balance-about = Order { $code }
form-close_review-about = Order { $code }
form-enter_net-about = Order { $code }
form-take_aside-about = Order { $code }
ask-withdraw-address = Where shall it go? Paste your address (0x and 40 characters), or choose one that you have used before.
ask-withdraw-amount = How much shall arrive? Type for example 25, or all.
ask-reject-reason = Why do you reject it? The member reads your next message as the reason.
ask-sent-hash = Please paste the transaction's hash from the explorer: 0x and 64 characters.
ask-not_sent-reason = How do you know that it was not sent? Type what you have looked up.
ask-send_again-reason = How do you know that it was not sent? Type what you have looked up. Then it needs new approvals.
ask-to_balance-amount = Which net amount shall go to the member's balance? Type what Studio shows.
ask-close_review-amount = How much arrived, as Studio shows it? Type 0 if nothing did.
ask-enter_net-amount = Which net amount does Studio show?
ask-take_aside-amount = How much of what is set aside is the owner's? Please type the amount.
ask-again = Please send that once more, or /cancel.
cancel-nothing = There is nothing to cancel here. A withdrawal is cancelled with the button on its card.

## Help

start-hello = Hi { $name }! I am Till: I take stablecoin payments for communities, right here in the chat.
start-no-community = To begin, open the group of your community and type /pay there. I'll bring you back here.
help-title = What I can do
help-line = /{ $command } – { $what }
help-pay = How to pay: type /pay, choose, and send the exact amount to the address on the card. The card changes by itself when the money arrives.
help-private = Addresses, amounts and balances are shown to you alone; a withdrawal also to the community's approvers.
help-trust = I only ever show addresses on payment cards, to you alone. If somebody else sends you one in my name, don't pay it.
help-not-typed = I can only act on commands that you type here yourself. If you have paid, press “Check now” on the card: /orders shows all of them. /help shows what I can do.
help-unknown = I don't know that command. /help shows what I can do.
help-account = Your account for an operator: { $account }
command-pay = Buy something or top up your balance
command-orders = Your orders and receipts
command-balance = Your balance
command-withdraw = Withdraw from your balance
command-withdrawals = Your withdrawals; for approvers, what to decide: withdrawals and payments in review
command-help = What I can do
command-language = Choose the language
command-till = Set up this community (operators)
language-choose = Which language shall I use with you?
language-chosen = All right, English from now on.

## Commands that show their parts. The names are what people of that language see and type
approvals-seen-by = These read along in this channel: { $roles }. In its settings, under Permissions, take “View Channel” from them, let the approvers in one by one or by a role of at most { $most } people, and type /till approvals here again.
approvals-closed-to-us = I can't read and write in this channel. In its settings, under Permissions, give me “View Channel” and “Send Messages”, and type /till approvals here again.
approvals-no-channel = Approvals need a text channel of your server, no thread and no private chat. Make one that only approvers can see, and type /till approvals here there.

slash-pay = pay
slash-orders = orders
slash-balance = balance

slash-help = help
slash-language = language
slash-till = till
slash-item = item
slash-amount = amount
slash-currency = currency
slash-enable = enable
slash-join = join
slash-community = community
slash-status = status
slash-add = add
slash-hide = hide
slash-list = list
slash-name = name
slash-short-name = short-name
slash-price = price
slash-withdraw = withdraw
slash-withdrawals = withdrawals
slash-address = address
slash-approver = approver
slash-name-approver = add
slash-remove = remove
slash-link = link
slash-user = user
slash-telegram = telegram
slash-approvals = approvals
slash-here = here
slash-policy = policy
slash-show = show
slash-set = set
slash-simulate = simulate
slash-rule = rule
slash-value = value
slash-pause = pause
slash-resume = resume
slash-wind-down = wind-down
slash-freeze = freeze
slash-reopen = reopen
slash-reason = reason
slash-canary = canary
slash-treasury = treasury
slash-fund = fund
slash-review = review
slash-draw = draw
about-item = What you want to pay for
about-amount = How much to top up your balance, such as 300
about-currency = TWD or USD
about-enable = Make a community of this server
about-join = Make this server a further place of a community
about-community = The community's name, or the code that its status shows
about-status = How this community stands
about-items = What is on sale
about-add = Put something on sale
about-hide = Take something off sale
about-list = What is on sale
about-name = The full name, as members read it
about-short-name = A short name of letters and digits, such as ticket
about-price = A price in plain digits, such as 300
about-withdraw-amount = What should arrive, such as 25, or all
about-address = Your address on the right chain, beginning with 0x
about-approver = Who decides about withdrawals
about-approver-add = Name a person with all their accounts
about-approver-remove = This person does not decide any more
about-approver-link = A further account of somebody named already
about-approver-list = Who decides, and with which accounts
about-approver-name = What the person is called on cards
about-approver-user = Their account on Discord
about-approver-telegram = Their number on Telegram, as /help tells them there
about-approvals = Where approvers see what is to be decided
about-approvals-here = Show them in this channel, which has to be private
about-policy = What may be withdrawn, and who has to agree
about-policy-show = The rules as they are
about-policy-set = Change a rule; what loosens waits for a day
about-policy-simulate = What would happen to a withdrawal, and why
about-policy-rule = Which rule
about-policy-value = Its new value, such as 500, or 24h for a time
about-pause = Stop everything that goes out, at once
about-pause-reason = Why, for the other operators
about-resume = Let withdrawals out again
about-wind-down = Stop selling; members can still withdraw
about-freeze = Stop selling and everything that goes out of this community, at once
about-reopen = Sell and let withdrawals out again
about-canary = Send 0.01 to an address of yours, to prove the way
about-canary-address = Your own address, beginning with 0x
about-treasury = What is there, what is owed, what is the owner's
about-treasury-show = What is there, what is owed, what is the owner's
about-treasury-fund = You moved money in at KryptoGO Studio
about-treasury-draw = You want to take revenue out at KryptoGO Studio
about-review = Payments that people have to look at
about-treasury-amount = How much of the token, such as 500

## Operators

till-help-title = For operators
till-help-enable = /till enable [name] – make a community of this group or server
till-help-join = /till join <community> – make this group or server a further place of a community, by its name or code
till-help-status = /till status – how this community stands
till-help-item-add = /till item add <short-name> <price> <TWD or USD> <name> – for example: /till item add ticket 300 TWD Early Bird Ticket
till-help-item-hide = /till item hide <short-name> – take it off sale
till-help-item-list = /till item list – what is on sale
till-help-approver = /till approver add <name> telegram:<id> discord:<id> – name an approver with all accounts; also remove <name>, link <name> <account>, list
till-help-approvals = /till approvals here – approvers decide in this chat, which must be private
till-help-policy = /till policy – limits and approvals; set <name> <value> <token>; simulate 250 USDC 0x…
till-help-treasury = /till treasury – the books; fund 500 USDC and draw 500 USDC book what you move in Studio
till-help-canary = /till canary 0x… USDC – send 0.01 of a token to yourself; needed once for each token before anybody can withdraw it
till-help-pause = /till pause [reason], /till resume – stop everything that goes out, and open it again
till-help-state = /till wind-down, /till freeze, /till reopen – this community: stop selling; stop selling and paying out; open again
till-help-review = /till review – payments to look at (for approvers, also by /withdrawals)
till-enabled = ✅ { $community } is set up. Members can type /pay here. Put something on sale with /till item add ticket 300 TWD Early Bird Ticket
till-joined = ✅ This place belongs to { $community } now. Members can type /pay here.
till-status = { $community } is { $state }. Items on sale: { $count }. Code for /till join: { $code }
till-now-outflow-open = ▶️ Outflow: open
till-now-outflow-paused = ⏸️ Outflow: paused since { $when } by { $by }. Reason: { $reason }
till-now-canary-ok = 🐤 { $token }: canary confirmed
till-now-canary-missing = 🐤 { $token }: no canary confirmed, so nobody can withdraw it: /till canary 0x… { $token }
till-now-doubts = 🔎 In doubt: { $count } ({ $codes })
till-now-doubts-none = 🔎 In doubt: nothing
till-now-waiting = ⏳ Withdrawals: { $requested } wait for approval, { $approved } wait to be sent, { $sending } being sent. Payments to look at: { $reviews }
till-now-chats = 💬 Approvals chats: { $chats }
till-now-chats-none = 💬 Approvals chats: none; cards come to each approver in private
till-now-reachable = 🌐 KryptoGO: can be reached
till-now-unreachable = 🌐 KryptoGO: cannot be reached; withdrawals wait
till-now-no-key = 🌐 KryptoGO: no key for transfers, so withdrawals are off
till-now-payments-paused = ⏸️ KryptoGO takes no new payments at the moment
till-now-platforms = 📱 Platforms: { $platforms }
till-now-private = Ask me in private or in the approvers' chat for the rest.
till-state-active = open
till-state-winding_down = winding down (no more sales)
till-state-frozen = frozen
till-item-added = ✅ On sale: { $name } for { $price }. Members get it with /pay { $slug }
till-item-hidden = { $slug } is off sale. Orders that exist are not touched.
till-items-title = On sale in { $community }
till-items-line = { $slug } · { $name } · { $price }
till-items-none = Nothing is on sale in { $community }. Add something with /till item add ticket 300 TWD Early Bird Ticket
till-place-hint = If you are an operator, type /till enable to set this place up.
till-defaults = Withdrawals are off until you name an approver, book money of your own with /till treasury fund, and confirm a /till canary. Then at first: one approver, two from 500 on where there are two; at most 1,000 per withdrawal and per member in 24 hours, 5,000 for all; a new address waits 24 hours above 100. /till policy shows it.

## Operators: who decides, what is allowed, the owner's money

change-approver_add = New approver: { $name } ({ $accounts })
change-approver_remove = { $name } is to be an approver no more
change-account_add = { $name } also decides as { $account }
change-approvals_chat = Approvers decide in another chat: { $chat }
change-state-active = The community is open again: it sells, and members withdraw
change-state-winding_down = The community winds down: it sells nothing any more, and members can still withdraw
change-state-frozen = The community is frozen: it sells nothing, and nothing goes out. Money that arrives is still booked
change-policy = { $rule }: { $from } → { $to }
rule-minimum = Smallest withdrawal
rule-perWithdrawal = Largest withdrawal
rule-memberDay = Per member in 24 hours
rule-communityDay = For all in 24 hours
rule-fee = Fee, on top
rule-tiers = Approvals
rule-newAddressWaitMs = A new address waits ({ $token })
rule-newAddressFree = A new address waits only above
rule-loosenDelayMs = What allows more takes effect after ({ $token })
rule-automaticDay = Without approval, in total per 24 hours
rule-automaticAddressAgeMs = Without approval only to addresses used for ({ $token })
change-policy-unknown = A rule for a token that is not listed any more
change-none = It is so already.
change-line = { $community }, asked for by { $by }
change-waiting-title = 📣 A change is announced
change-waiting-body = It takes effect { $when } ({ $left }). If it isn't right, any approver can veto it until then.
change-applied-title = ✅ A change is in effect
change-applied-body = In effect since { $when }.
change-vetoed-title = ✋ A change was vetoed
change-vetoed-body = { $name } vetoed it. Nothing has changed.
change-failed-title = ⚠️ A change was dropped
change-failed-body = It did not fit any more when its time came. Nothing has changed; it can be asked for again.
changed-now = ✅ This holds from now on.
changed-stops = ⚠️ With this nobody can withdraw anything.
changed-undo = ⚠️ Undoing it is a loosening: it is announced, can be vetoed, and takes effect after { $delay } once there are balances.
changed-later = 📣 Since it loosens something, it is announced to the approvers and takes effect { $when } ({ $left }), unless one of them vetoes it.

policy-title = What may go out of { $community } ({ $token }, version { $version })
policy-minimum = Smallest withdrawal: { $value } · { $setting }
policy-perWithdrawal = Largest withdrawal: { $value } · { $setting }
policy-memberDay = Per member in 24 hours: { $value } · { $setting }
policy-communityDay = For all in 24 hours: { $value } · { $setting }
policy-fee = Fee, on top: { $value } · { $setting }
policy-tiers = Approvals: { $value } · { $setting }
policy-newAddressWaitMs = A new address waits: { $value } · { $setting }
policy-newAddressFree = … but only above: { $value } · { $setting }
policy-loosenDelayMs = What allows more takes effect after: { $value } · { $setting }
policy-automaticDay = May go out without approval, in total per 24 hours (0: nothing): { $value } · { $setting }
policy-automaticAddressAgeMs = … only to addresses used for: { $value } · { $setting }
policy-tier = { $approvals } for { $from } or more
policy-pending = 📣 A change is announced for { $when }:
policy-how = Set one by the name at the end of its line, for example: /till policy set member-day 500, /till policy set new-address-wait 48h, /till policy set approvals 1, 2 from 500
approvers-none = ⚠️ No approver is named yet, so nobody can withdraw: /till approver add <name> telegram:<id>. People find their id at the end of /help, in private with me.
approver-welcome = 👋 You are an approver of { $community } now, named { $name }: withdrawals of its members need your yes.
approvals-chat-welcome = 👋 The approvers of { $community } decide in this chat from now on: cards of withdrawals, payments in review and announced changes come here. Only approvers who are named can press their buttons; /withdrawals brings what waits to them in private.
approver-welcome-private = When somebody asks for one, its card comes to you here. It shows everything that will be sent, with the buttons to approve or to reject it.
approver-welcome-chat = When somebody asks for one, its card comes to the approvers' chat. It shows everything that will be sent, with the buttons to approve or to reject it.
approver-welcome-how = /withdrawals shows what waits for you. If you don't know this community, ask its operators and approve nothing.
approvers-list = Approvers ({ $count }): { $names }
simulate-title = If a member who has never withdrawn asked for { $amount }
simulate-refused = ✖️ It would be refused: { $setting } is { $limit }, and { $left } of it is left.
simulate-approvals = Approvals needed: { $needed }; persons who could decide: { $persons }
simulate-fee = Fee: { $fee }
simulate-canary = ⚠️ Withdrawals of this token are off until a canary is confirmed: /till canary 0x… { $token }

treasury-title = The books of { $community }
treasury-status = { $token }: in the wallet { $treasury }, owed to members { $owed }, set aside { $aside }, the owner's { $equity }, reserved (draws, canaries) { $reserved }
treasury-open = Not booked yet: { $what }, by { $by }, { $when }
treasury-how = /till treasury fund <amount> <token> when you have put money in at KryptoGO Studio, /till treasury draw <amount> <token> before you take some out.
treasury-fund-title = 🏦 Put in: { $amount }
treasury-draw-title = 🏦 To be taken out: { $amount }
treasury-line = { $community }, by { $by }, { $when }
treasury-fund-asked = A second operator has to see it in KryptoGO Studio. Has exactly this arrived there?
treasury-fund-booked = ✅ Booked as the owner's money.
treasury-fund-cancelled = ✖️ Not booked.
treasury-draw-asked = It is reserved. Take exactly this out in KryptoGO Studio now, then say so here.
treasury-draw-booked = ✅ Booked as taken out.
treasury-draw-cancelled = ✖️ Not taken out; it is no longer reserved.

canary-title = 🐤 Canary { $code }: { $amount }
canary-asked = 🐤 Canary { $code } is on its way. Its card comes to you in private and asks you what arrived.
canary-under-way-body = It goes out by itself, by the same way as every withdrawal.
canary-taken = Taken from the owner's money: { $amount }
canary-sent-body = Look at your wallet and the explorer: has exactly { $amount } arrived, of this token, on { $chain }? Withdrawals begin only when you confirm it.
canary-confirmed-body = ✅ Confirmed: exactly this arrived. For withdrawals of this token, no further canary is needed.
canary-differs-body = 🛑 Reported: something else arrived. Nothing goes out any more. Compare token, chain and units in Studio and on the explorer. Only when operators have opened outflow again with /till resume can this canary be answered anew.
canary-asked-again = Something else was reported to have arrived; operators have opened outflow again since. Look once more: has exactly { $amount } arrived, of this token, on { $chain }? It does not count as confirmed.
canary-unknown-body = It is not clear whether it went out. Compare KryptoGO Studio and the explorer; approvers settle it with /withdrawals.
canary-unknown-own = It is not clear whether it went out. Look it up in KryptoGO Studio and on the explorer. As there is no other approver, an operator settles it: “It was sent” needs its transaction; “It was not sent” can be said from { $from } on.
canary-over-body = Nothing went out. The amount is back in the owner's money.

outflow-open = ▶️ Money goes out again.
outflow-paused = ⏸️ Nothing goes out: all outflow is paused.
outflow-since = Since { $when }, by { $by }
outflow-by-breaker = Till itself: too many withdrawals were in doubt
outflow-by-solvency = Till itself: the books owe members more than the wallet holds
outflow-by-clock = Till itself: the clocks of a machine and of the database differ
outflow-by-canary = a canary that arrived otherwise than it was sent
outflow-how = Members can still pay. Once the cause is clear, an operator opens it again; where there are two operators, both have to.
outflow-asked = { $by } wants it open again. A second operator has to agree.

## Every expected "no", and what to do next

refusal-address_burn = Nobody holds the key of that address: whatever is sent there is lost. Please give an address of your own wallet.
refusal-address_character_wrong = “{ $character }” can't be in an address: after 0x come only 0–9 and a–f. Please copy the address from your wallet instead of typing it.
refusal-address_checksum_wrong = There is a typo in that address: its capital letters don't fit its digits. Please copy it again from your wallet, without changing anything.
refusal-address_is_icap = I can't use an address in ICAP form (XE…). Please ask your wallet for the form that begins with 0x, and paste that.
refusal-address_is_key_or_hash = That is as long as a private key or a transaction hash. If it is your key, move what it holds to a new wallet now. Please paste your address: 0x and 40 characters.
refusal-address_is_link = That is a link, or something stands in front of the address. Please paste the address alone, beginning with 0x.
refusal-address_is_name = I can't send to a name, because names can change hands. Please paste the address behind it, beginning with 0x.
refusal-address_is_ours = That is an address for paying us, not one of yours. Please give an address of your own wallet.
refusal-address_is_token = That is the contract of a token: what is sent there is lost. Please give an address of your own wallet.
refusal-address_missing = Where shall it go? Please paste your wallet's address: 0x and 40 characters.
refusal-address_not_ascii = Something in that address is invisible or only looks like a letter or digit. Don't use it from there; please copy the address from your own wallet.
refusal-address_not_understood = I can't read that as an address. Please paste it alone and without blanks: 0x and 40 characters of 0–9 and a–f.
refusal-address_other_chain = That looks like an address of { $chain }, and what I send would never arrive there. Please give one that begins with 0x.
refusal-address_prefix_wrong = An address begins with 0x, a zero and a small x. Please copy it again from your wallet, with its beginning.
refusal-address_too_long = That address is { $length } characters long and must be 42, so there is something too much in it. Please copy it again from your wallet.
refusal-address_too_short = That address is { $length } characters long and must be 42, so something is missing. Please copy the whole of it from your wallet.
refusal-address_two = There is more than one address in that. Please paste only the one that the money shall go to.
refusal-address_zero = That is the zero address, which belongs to nobody: what is sent there is lost. Please give an address of your own wallet.
refusal-amount_not_understood = I can't read that amount. Please use plain digits, with a point and at most two decimals if needed, for example /pay 300 TWD or /pay 9.50 USD.
refusal-amount_too_small = The smallest amount is 0.01. Please type a larger one, for example /pay 300 TWD.
refusal-amount_needs_currency = In which currency? Please add TWD or USD, for example /pay 300 TWD.
refusal-anonymous_actor = I can't see who you are while you post anonymously. Please turn that off for a moment, or write to me in private.
refusal-balance_too_small = Your balance is { $available } { $symbol } and this needs { $needed } { $symbol }. Choose less, or top up with /pay; an order can also be paid by the address on its card.
refusal-command_not_understood = I didn't get that. /help shows how each command is written.
refusal-command_too_old = I was away when you wrote that, so I did nothing with it. If you still want it, please send it again.
refusal-community_not_active = { $community } takes no payments at the moment. Your balance and orders are safe: see /balance and /orders.
refusal-community_frozen = { $community } is frozen by its operators: nothing goes out at the moment. Your balance is safe, see /balance. Please ask them when it opens.
refusal-community_not_found = I can't tell which community “{ $words }” is. Please give its exact name, or the code that /till status shows in its group.
refusal-handoff_expired = That button has expired. Please type the command again.
refusal-handoff_not_yours = That button belongs to somebody else. Type /pay yourself, and you get your own.
refusal-item_exists = There is an item called { $slug } already. Please choose another short name.
refusal-item_name_not_usable = That name doesn't work. The short name begins with a letter and has only a–z, 0–9, - and _, at most 32; the full name at most 64. Try: /item add ticket 300 TWD Early Bird Ticket
refusal-item_not_found = I can't find “{ $words }”. Type /pay to see what is on sale.
refusal-no_community = You are not in any community here yet. Open your community's group or server and type /pay there.
refusal-not_operator = Only operators can do that. If something needs setting up, please ask the people who run this community.
refusal-only_in_group = That only works inside a group or server. Please type it in the one it is about.
refusal-only_in_private = That is only for your eyes. Please type it in our private chat.
refusal-order_not_cancellable = Order { $code } can't be cancelled any more. /orders shows how it stands.
refusal-order_not_found = I can't find that order among yours. /orders shows them all.
refusal-order_not_open = Order { $code } is not open any more. /orders shows how it stands, and /pay starts a new one.
refusal-place_enabled_already = This place belongs to a community already. /till status shows which.
refusal-place_unknown = I don't take payments here yet. The people who run it can ask the operator to set it up.
refusal-payments_paused = New payments are paused for a moment. Nothing was charged; please try again in a few minutes.
refusal-price_not_understood = I can't read that price. Plain digits and a currency, please: 300 TWD or 9.90 USD.
refusal-quote_expired = The time for that quote of order { $code } is over. Take a fresh quote on the card, then pay from your balance.
refusal-too_many_open_orders = You have { $count } unpaid orders open. Please pay or cancel one first: /orders
refusal-too_many_quotes = Order { $code } has had many quotes. Please start a new one with /pay.
refusal-withdrawal_amount_comma = Please write the amount without commas, and with a point where decimals begin: 1000 or 9.50, for example.
refusal-withdrawal_amount_not_understood = I can't read that amount. Please type plain digits, with a point and at most { $decimals } decimals if needed, such as 25 or 9.5 { $symbol }, or type all.
refusal-withdrawal_amount_too_fine = { $symbol } has at most { $decimals } decimals, and I don't round. Please type the amount with fewer.
refusal-withdrawal_amount_zero = That amount is zero. Please type how much { $symbol } shall arrive, or type all.

## For the person on call

alarm-line = 🚨 { $sentence }
alarm-about = About: { $reference }
alarm-asset_not_accepted = KryptoGO asked for a token that we don't keep balances in. No address was shown. Compare the asset in the settings with KryptoGO Studio.
alarm-contradiction_after_booking = KryptoGO contradicts a payment that is booked already. Nothing was changed; please compare with KryptoGO Studio. An approver corrects it with /till review.
alarm-discord_beginnings_low = The connection to Discord is begun anew too often: few beginnings are left for today. When none are left, commands on Discord get no answer until tomorrow.
alarm-intent_not_ours = A payment at KryptoGO does not match what we stored. No money was moved; please compare it in KryptoGO Studio.
alarm-notification_undeliverable = A member could not be told something. Their money is not affected; they see it with /orders.
alarm-books_disagree = The books do not agree with themselves. Please look at once, before anything is paid out.
alarm-payment_in_review = A payment is held for review: what KryptoGO reports does not match. A person has to decide.
alarm-provider_answer_unreadable = KryptoGO answered something that we can't read. We keep asking; the API may have changed.
alarm-provider_refuses_key = KryptoGO does not accept our key. New payments are paused; please check the key in the settings.
alarm-refund_after_booking = KryptoGO shows a refund for money that is booked already. Please compare with KryptoGO Studio.
alarm-refund_overdue = KryptoGO has owed a member a refund for long. Please ask KryptoGO about it.
alarm-status_went_back = KryptoGO took back a final status. It was not believed; please compare with KryptoGO Studio.
alarm-unknown_status = KryptoGO used a status word that we don't know. The payment is treated as not final.
alarm-inbox_entry_given_up = Something that came in could not be handled, however often it was tried. Please look at the logs.

# --- payments in review: for approvers, and what the member reads after it ---
card-review_credited-title = 💰 In your balance
card-review_credited-body = We have looked into it: { $net } is in your balance now. Type /balance to see it.
card-review_closed-title = 🙋 We have looked into it
card-review_closed-body = This payment did not go through, and nothing was added to your balance. If you did pay, please write to the people who run { $community } and mention order { $code }.
card-review_closed-unshown = No address was shown, so nothing was charged. Please use /pay again later.
status-review_credited = looked into, in your balance
status-review_closed = looked into and closed
news-review_closed = 🙋 We have looked into order { $code }: the payment did not go through, and nothing was added to your balance. If you did pay, please ask the people who run { $community }.
button-to_balance = 💰 To the balance…
button-close_review = 🗄 Close…
button-enter_net = 🧾 Enter the net…
button-take_aside = 🏦 It is the owner's…
form-to_balance = To the member's balance
form-to_balance-amount = Net amount that Studio shows
form-to_balance-amount-hint = 9.13
form-close_review = Close this payment
form-close_review-amount = What arrived and stayed (0 for nothing)
form-close_review-amount-hint = 0
form-enter_net = Enter the net amount
form-enter_net-amount = Net amount that Studio shows
form-enter_net-amount-hint = 9.13
form-take_aside = Give it to the owner
form-take_aside-amount = How much of what is set aside
form-take_aside-amount-hint = 9.13
review-title = 🙋 A payment needs a decision: order { $code }
review-over-title = 🙋 Payment of order { $code }: decided
review-who = { $name } ({ $account }), { $community }: { $what }
review-why-fields_differ = Why: what KryptoGO reports belongs to something else than what we asked for.
review-why-asset_not_accepted = Why: KryptoGO asked for a token that we don't accept. No address was shown to the member.
review-why-received_missing = Why: KryptoGO says that it was paid, but not how much arrived.
review-why-received_below_quote = Why: KryptoGO says that it was paid, and that less arrived than was asked for.
review-why-net_above_received = Why: KryptoGO says that it settles more to us than arrived.
review-why-refund_with_success = Why: KryptoGO shows a refund for a payment that it also calls successful.
review-why-transaction_seen_before = Why: the same transaction paid another order already.
review-why-settling = Why: it arrived, and for a day KryptoGO has not said what it settles to us.
review-why-contradicted = Why: KryptoGO says something else by now than what is booked.
review-quoted = Asked for: { $amount }
review-seen = KryptoGO ({ $when }): { $status }; received { $received }, net { $net }, refunded: { $refunded }
review-no-refund = no refund reported
review-intent = Payment intent: { $intent }
review-how = Look the payment intent up in KryptoGO Studio, then press:
review-how-to_balance = • To the balance: it is the member's. Type the net amount that Studio shows.
review-how-close_review = • Close: it is not the member's, or was sent back. Type what arrived and stayed; 0 for nothing.
review-how-enter_net = • Enter the net: type the net amount that Studio shows; it is booked as usual.
review-how-nothing = • Close: no address was shown, so nothing can have arrived. Type 0.
review-correct-to_balance = • To the balance: it is the member's. Type the net amount in all; the difference to what is booked is made up.
review-correct-close_review = • Close: it is not the member's, or was sent back. Type what stayed in all, 0 for nothing; what is in the balance is taken back.
review-correct-enter_net = • Enter the net: type the right net amount in all; the difference to what is booked is made up.
review-aside-to_balance = • To the balance: type how much of what is kept apart is the member's.
review-aside-take_aside = • It is the owner's: type how much of what is kept apart becomes the owner's money.
review-needed = Persons who have to give the same figure: { $needed }
review-said = { $names }: { $what } { $amount }
review-done-to_balance = ✅ { $amount } went to the member's balance.
review-done-close_review = 🗄 Closed. Kept apart, in nobody's balance: { $amount }
review-done-enter_net = ✅ Its net is booked: { $amount }
review-done-take_aside = 🏦 What was kept apart ({ $amount } in all) became the owner's money.
review-aside = Kept apart now, in nobody's balance: { $amount }
review-decided = ✅ The payment of order { $code } is decided.
review-noted = Noted for order { $code }. It takes effect when { $needed } persons give the same figure.
reviews-none = No payment waits for a decision.
reviews-queue = Payments that wait for a decision: { $count }. Their cards come to your private chat with me.
refusal-own_payment = This payment is yours, so somebody else has to decide about it.
refusal-review_amount_above = That is more than can have arrived: at most { $limit } { $symbol }. Please compare with Studio and type it again.
refusal-review_amount_zero = That can't be 0. If nothing arrived, press “Close” and type 0.
refusal-review_not_found = I can't find that payment. /till review shows what waits for a decision.
refusal-review_not_paid = KryptoGO doesn't say that anything arrived for order { $code }, so nothing can go to a balance. Please wait until it does, or close it with 0.
refusal-review_over = The payment of order { $code } can't be decided like that (any more). /till review shows what waits.
refusal-review_without_token = No address was shown for this payment, so nothing can have arrived. Close it with 0.
refusal-approvals_chat_public = Others could read along here. Approvers need a private chat: a private group, or a channel that only they see. Please type it there.
refusal-approvals_chat_taken = This chat belongs to the approvers of another community. Please use another one.
refusal-approver_account_taken = That account belongs to an approver already. /till approver list shows them.
refusal-approver_exists = There is an approver called { $name } already. To add an account of theirs: /till approver link
refusal-approver_not_found = There is no approver called { $name }. /till approver list shows them.
refusal-canary_too_soon = There has been a canary in the last 24 hours. Please wait, or confirm that one on its card.
refusal-canary_reported = Something else was reported to have arrived of { $code }. Operators have to open outflow again with /till resume before that can be answered otherwise.
refusal-change_not_found = I can't find that change any more. /till policy shows what is announced.
refusal-change_over = That change is over: it took effect, was vetoed, or no longer fits. /till policy shows what holds.
refusal-decided_already = { $code } has moved on since this card was made, so the press did nothing. /withdrawals brings the newest card.
refusal-draft_expired = That preview is too old, so nothing was asked for. Please begin anew with /withdraw.
refusal-equity_too_small = The owner's money here is { $equity } { $symbol }, and this needs { $needed } { $symbol }. Put some in at Studio, then: /till treasury fund
refusal-draw_too_large = At most { $limit } { $symbol } can be taken out.
refusal-amount_missing = Please type the amount, such as 500.
refusal-token_missing = Which token? Please type it at the end: { $tokens }.
refusal-hash_not_understood = That is no transaction hash: it has 0x and 64 characters of 0–9 and a–f. Please copy the whole of it from the explorer.
refusal-hash_taken = That transaction proves another withdrawal or payment already. Please look again which one belongs to this one.
refusal-not_approver = Only this community's approvers can do that. An operator names them with /till approver add.
refusal-own_withdrawal = You asked for this one yourself, so somebody else has to decide about it. Please ask another approver.
refusal-policy_not_understood = I can't read that. /till policy shows the names and how values look, such as 500, 24h or 1, 2 from 500.
refusal-quarantine_not_over = Until { $when } it might still go out, so nobody can say yet that it was not sent. Please look again then.
refusal-reason_missing = Please type a reason, so that others can follow it later.
refusal-second_person_needed = You asked for it yourself. Another operator has to confirm what they see in Studio.
refusal-sender_not_gone = The process that was sending it may still be alive. Please stop it, wait three minutes, then try again.
refusal-too_many_withdrawals = You have { $most } withdrawals under way, which is the most. Please wait for one, or cancel one on its card.
refusal-treasury_move_over = That is booked or dropped already. /till treasury shows how the books stand.
refusal-withdrawal_over = { $code } can't be decided any more. /withdrawals brings what still can.
refusal-withdrawal_not_cancellable = { $code } can't be cancelled any more: its card shows how it stands.
refusal-withdrawal_not_found = I can't find that withdrawal. /withdrawals shows those that are yours or wait for you.
refusal-withdrawal_above_limit = At most { $limit } { $symbol } can be withdrawn at a time. Please choose less.
refusal-withdrawal_above_day = { $limit } { $symbol } can go out in 24 hours, and { $left } { $symbol } of it is left. There is more room from { $when } on; until then please choose less.
refusal-withdrawal_below_minimum = The smallest withdrawal is { $limit } { $symbol }.
refusal-withdrawals_no_approver = Nobody is named who could approve it. Please ask the community's operators; your balance is safe.
refusal-withdrawals_off = Withdrawals are not switched on here yet. Your balance is safe; please ask the community's operators.
refusal-withdrawals_paused = Withdrawals are paused at the moment. Your balance is safe; please try again later.
refusal-wrong_chat = That is not decided in this chat. Please use the card in the approvals chat, or /withdrawals in private with me.
refusal-clocks_differ = The clock of this machine and the database's differ by more than 30 seconds, so nothing may go out. Please set both by a time server, then type /till resume again.
alarm-payment_unsettled = A payment arrived a day ago, and KryptoGO has not said what it settles to us. Approvers can enter the figure: /till review.
alarm-withdrawal_in_doubt = Nobody knows whether a withdrawal was sent. Its money stays reserved until those who decide settle it.
alarm-withdrawal_late_answer = KryptoGO answered about a withdrawal after it was taken to be in doubt. The card of its approvers shows the answer.
alarm-withdrawal_hash_twice = KryptoGO named the same transaction for two withdrawals. One of them is in doubt now.
alarm-withdrawal_tampered = A withdrawal is not what was approved any more. Nothing was sent; please find out who changed the row.
alarm-correction_loss = A correction of what people had decided costs the community money. Please look at it with /till treasury.
alarm-clock_skew = The clock of this machine and the database's differ. Please set both by a time server; over 30 seconds nothing goes out.
alarm-treasury_short = The wallet at KryptoGO does not hold enough for what is to be sent. Please put money in at Studio.
alarm-outflow_stopped = All outflow has stopped by itself. Members' money is reserved; please find out why before you open it again.
alarm-transfers_unreachable = KryptoGO can't be reached for sending. Withdrawals wait, and nothing is lost.
alarm-canary_differs = A canary arrived otherwise than it was sent. All outflow is stopped.
alarm-canary_corrected = A canary that was confirmed turned out not to have been sent. Withdrawals of its token are off until another one is confirmed.
