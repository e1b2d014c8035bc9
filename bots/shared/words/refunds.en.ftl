### What comes back of orders, and what staff set for a community.

card-refunded-title = ↩️ Refunded
card-refunded-body = { $back } is in your balance with { $community }. What was bought is yours no more. /balance shows the balance, /withdraw sends it to you.
status-refunded = refunded to the balance
news-refunded = ↩️ Order { $code } has been refunded: { $back } is in your balance with { $community }.
thanks = 💛 Thank you! Order { $code } has just been paid.
alarm-refund_short = A buyer is owed a refund, and the owner’s money does not suffice for it. Please put some in at KryptoGO Studio, then: /till treasury fund
refusal-manager_exists = { $name } minds this shop already, or one of the accounts belongs to somebody else who does.
refusal-manager_not_found = Nobody called { $name } minds this shop. /till manager shows who does.
refusal-order_code_twice = There is an order { $code } in more than one of your communities. Please ask in a chat of the one that you mean.
refusal-own_refund = Order { $code } is your own, so somebody else has to refund it.
refusal-phrase_not_usable = A phrase is 1 to { $most } plain characters in one line, without links and without @. Please choose another one.
refusal-refund_above_day = { $limit } { $symbol } can go out of this community in 24 hours, refunds included, and { $left } { $symbol } of it is left. There is more room from { $when } on.
refusal-refund_by_people = Nothing is being handed over for order { $code } that you could take back yourself. Please ask the people who run this shop: an approver can refund it.
refusal-refund_delivered = Order { $code } has been handed over. If something is wrong with it, please ask the people who run this shop: an approver can refund it.
refusal-refund_not_paid = Order { $code } is not paid, so there is nothing to give back. /where { $code } says how it stands.
refusal-refund_not_settled = KryptoGO has not said yet what order { $code } brought in. Please wait until it is settled, mostly a few minutes, and try again.
refusal-refund_nothing = Nothing is booked for order { $code } that could go back to its buyer.
refusal-refund_short = This shop can’t give back order { $code } right now. Whoever runs it has been told to put that right; please try again tomorrow.
refusal-refund_too_early = You can have the money for order { $code } back if it is not handed over by { $when }. Until then the shop still has time.
refusal-refund_top_up = Order { $code } was a top-up: its money is in the balance already, and /withdraw sends it out.
refusal-time_zone_unknown = I don’t know the time zone “{ $words }”. Please name one like Asia/Taipei or UTC.
