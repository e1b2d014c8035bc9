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

card-moved = ⤵️ The card of order { $code } has moved: it stands further down in this chat.
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
news-sale-made = 🛒 Order { $code } is paid: { $what }, in { $community }, by { $buyer }. Please hand it over; the member's receipt shows the same code.
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

## Help

start-hello = Hi { $name }! I am Till: I take stablecoin payments for communities, right here in the chat.
start-no-community = To begin, open the group of your community and type /pay there. I'll bring you back here.
help-title = What I can do
help-line = /{ $command } – { $what }
help-pay = How to pay: type /pay, choose, and send the exact amount to the address on the card. The card changes by itself when the money arrives.
help-private = Addresses, amounts and balances are shown to you alone.
help-trust = I only ever show addresses on payment cards, to you alone. If somebody else sends you one in my name, don't pay it.
help-not-typed = I can only act on commands that you type here yourself. If you have paid, press “Check now” on the card: /orders shows all of them. /help shows what I can do.
help-unknown = I don't know that command. /help shows what I can do.
command-pay = Buy something or top up your balance
command-orders = Your orders and receipts
command-balance = Your balance
command-help = What I can do
command-language = Choose the language
command-till = Set up this community (operators)
language-choose = Which language shall I use with you?
language-chosen = All right, English from now on.

## Commands that show their parts. The names are what people of that language see and type

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

## Operators

till-help-title = For operators
till-help-enable = /till enable [name] – make a community of this group or server
till-help-join = /till join <community> – make this group or server a further place of a community, by its name or code
till-help-status = /till status – how this community stands
till-help-item-add = /till item add <short-name> <price> <TWD or USD> <name> – for example: /till item add ticket 300 TWD Early Bird Ticket
till-help-item-hide = /till item hide <short-name> – take it off sale
till-help-item-list = /till item list – what is on sale
till-enabled = ✅ { $community } is set up. Members can type /pay here. Put something on sale with /till item add ticket 300 TWD Early Bird Ticket
till-joined = ✅ This place belongs to { $community } now. Members can type /pay here.
till-status = { $community } is { $state }. Items on sale: { $count }. Code for /till join: { $code }
till-state-active = open
till-state-winding_down = winding down (no more sales)
till-state-frozen = frozen
till-item-added = ✅ On sale: { $name } for { $price }. Members get it with /pay { $slug }
till-item-hidden = { $slug } is off sale. Orders that exist are not touched.
till-items-title = On sale in { $community }
till-items-line = { $slug } · { $name } · { $price }
till-items-none = Nothing is on sale in { $community }. Add something with /till item add ticket 300 TWD Early Bird Ticket
till-place-hint = If you are an operator, type /till enable to set this place up.

## Every expected "no", and what to do next

refusal-amount_not_understood = I can't read that amount. Please use plain digits, with a point and at most two decimals if needed, for example /pay 300 TWD or /pay 9.50 USD.
refusal-amount_too_small = The smallest amount is 0.01. Please type a larger one, for example /pay 300 TWD.
refusal-amount_needs_currency = In which currency? Please add TWD or USD, for example /pay 300 TWD.
refusal-anonymous_actor = I can't see who you are while you post anonymously. Please turn that off for a moment, or write to me in private.
refusal-balance_too_small = Your balance is { $available } { $symbol } and this needs { $needed } { $symbol }. Pay by the address on the card, or top up first with /pay.
refusal-command_not_understood = I didn't get that. /help shows how each command is written.
refusal-command_too_old = I was away when you wrote that, so I did nothing with it. If you still want it, please send it again.
refusal-community_not_active = { $community } takes no payments at the moment. Your balance and orders are safe: see /balance and /orders.
refusal-community_not_found = I can't tell which community “{ $words }” is. Please give its exact name, or the code that /till status shows in its group.
refusal-handoff_expired = That button has expired. Please type /pay again.
refusal-handoff_not_yours = That button belongs to somebody else. Type /pay yourself, and you get your own.
refusal-item_exists = There is an item called { $slug } already. Please choose another short name.
refusal-item_name_not_usable = That name doesn't work. The short name begins with a letter and has only a–z, 0–9, - and _, at most 32; the full name at most 64. Try: /till item add ticket 300 TWD Early Bird Ticket
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
refusal-price_not_understood = I can't read that price. Plain digits and a currency, please: /till item add ticket 300 TWD Early Bird Ticket
refusal-quote_expired = The time for that quote of order { $code } is over. Take a fresh quote on the card, then pay from your balance.
refusal-too_many_open_orders = You have { $count } unpaid orders open. Please pay or cancel one first: /orders
refusal-too_many_quotes = Order { $code } has had many quotes. Please start a new one with /pay.

## For the person on call

alarm-line = 🚨 { $sentence }
alarm-about = About: { $reference }
alarm-asset_not_accepted = KryptoGO asked for a token that we don't keep balances in. No address was shown. Compare the asset in the settings with KryptoGO Studio.
alarm-contradiction_after_booking = KryptoGO contradicts a payment that is booked already. Nothing was changed; please compare with KryptoGO Studio.
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
