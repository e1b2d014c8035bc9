## Why something of the shop is not possible now

refusal-discount_exists = There is a code { $code } already. End it first, or choose another.
refusal-discount_gone = The code { $code } has been used as often as it could be. Please order without it.
refusal-discount_not_for_item = The code { $code } is not for { $item }. Please order without it, or use it for another item.
refusal-discount_not_found = I don't know the code “{ $code }”, or its time is over. Please check it, or order without it.
refusal-discount_not_usable = That discount does not work. A code has 3 to 20 letters and digits; it takes off 1 to 99 %, or an amount in TWD or USD, and ends in the future.
refusal-discount_used = You have used the code { $code } already: each member can once. Please order without it.
refusal-file_missing = I am waiting for a file or picture here. Please send it as an attachment.
refusal-file_not_found = I can't find that file any more. Please send it again.
refusal-file_not_usable = I can keep files of up to 8 MB that are not empty. Please send a smaller one.
refusal-gift_not_found = That gift can't be opened: it is not paid for, or not valid any more. Please ask who sent it to you.
refusal-gift_taken = That gift has been opened by somebody else already. Please ask who sent it to you.
refusal-import_too_long = That file is too long: at most { $most } items at once. Please split it.
refusal-item_description_too_long = The description of { $slug } is too long: at most { $most } characters. Please shorten it.
refusal-item_has_no_keys = { $slug } is not delivered as a licence key. Choose that as its delivery first.
refusal-item_incomplete = A new item needs a name and a price. Please give both for { $slug }.
refusal-item_limit_reached = Each member can buy { $item } { $limit }× at most, and you have. /orders shows yours.
refusal-item_needs_discord = { $item } is handed over on Discord. Please order or open it there, with a Discord account.
refusal-item_needs_telegram = { $item } is handed over on Telegram. Please order or open it there, with a Telegram account.
refusal-item_number_not_usable = That number does not work for { $slug }. Stock, limit and days are whole numbers; a limit and days are at least 1.
refusal-item_sold_out = { $item } is sold out at the moment. Nothing was charged; /shop shows what there is.
refusal-item_text_not_usable = The text that { $slug } delivers is empty or too long: at most { $most } characters.
refusal-keys_not_usable = Please send 1 to { $most } keys, one a line, each of at most { $length } characters.
refusal-not_manager = Only operators and shop managers of this community can do that. Please ask them.
refusal-order_out_of_date = The item of order { $code } has changed since. Please order it anew with /shop.
refusal-picture_not_usable = Please send a PNG, JPEG or WebP picture of at most 1 MB.
refusal-plan_not_possible = It can't be handed over that way: the platform is switched off, or I am not there. Please choose another delivery.
refusal-plan_permission_missing = I lack the permission for it. Discord: Manage Roles. Telegram: make me an administrator who may invite people. Then try again.
refusal-plan_place_gone = I am not in that server or chat. Please add me there, then try again.
refusal-plan_place_not_ours = That server or chat does not belong to this community, so it can't be sold here. Please join it first: /till join
refusal-plan_platform_away = The platform does not answer at the moment, so I can't check it. Please try again in a few minutes.
refusal-plan_role_gone = I can't find that role on the server. Please choose another one.
refusal-plan_role_too_high = That role stands above mine. In the server settings, under Roles, drag my role above it, then try again.
refusal-reservation_open = You have an open order for it: { $code }. Pay or cancel that one first: /orders
refusal-stock_counts_keys = The stock of { $slug } is its free licence keys. Please add keys to raise it.
refusal-webhook_not_usable = That address does not work. It has to begin with https:// and be reachable from the internet. Please check it.

## Late money for what could no longer be had

news-late-sold-out = 💰 { $received } arrived for order { $code } after its time was over, and { $what } is sold out by now. The money is yours: { $net } is in your balance.
news-late-used-up = 💰 { $received } arrived for order { $code } after its time was over, and your limit or your code has gone to another order by now. The money is yours: { $net } is in your balance.
refusal-plan_role_powerful = With that role people could run your server, so it is not for sale. Please choose or make one without such permissions.
