## Why something of the shop is not possible now

refusal-discount_exists = 已經有折扣碼 { $code } 了。請先結束它，或換一個。
refusal-discount_gone = 折扣碼 { $code } 的使用次數已用完。請不使用折扣碼下單。
refusal-discount_not_for_item = 折扣碼 { $code } 不適用於「{ $item }」。請不使用折扣碼下單，或用在其他商品。
refusal-discount_not_found = 找不到折扣碼「{ $code }」，或它已經過期。請檢查，或不使用折扣碼下單。
refusal-discount_not_usable = 這個折扣不能用。折扣碼為 3 到 20 個英文字母和數字；折 1 到 99 %，或折抵 TWD、USD 金額，且要在未來結束。
refusal-discount_used = 你已經用過折扣碼 { $code } 了，每位成員限用一次。請不使用折扣碼下單。
refusal-file_missing = 我在等您傳檔案或圖片。請以附件傳送。
refusal-file_not_found = 找不到這個檔案了。請再傳一次。
refusal-file_not_usable = 檔案不能是空的，最大 8 MB。請傳小一點的檔案。
refusal-gift_not_found = 這份禮物不能打開：還沒付款，或已經失效。請詢問送禮的人。
refusal-gift_taken = 這份禮物已經被別人打開了。請詢問送禮的人。
refusal-import_too_long = 檔案太長了：一次最多 { $most } 個商品。請分批匯入。
refusal-item_description_too_long = { $slug } 的說明太長：最多 { $most } 個字。請縮短。
refusal-item_has_no_keys = { $slug } 的交付方式不是序號。請先選擇序號作為交付方式。
refusal-item_incomplete = 新商品需要名稱和價格。請為 { $slug } 填寫兩者。
refusal-item_limit_reached = 每位成員最多可買「{ $item }」{ $limit } 次，你已達上限。輸入 /orders 查看你的訂單。
refusal-item_needs_discord = 「{ $item }」在 Discord 上交付。請用 Discord 帳號在那裡下單或打開。
refusal-item_needs_telegram = 「{ $item }」在 Telegram 上交付。請用 Telegram 帳號在那裡下單或打開。
refusal-item_number_not_usable = 這個數字不能用於 { $slug }。庫存、限購和天數都是整數；限購和天數至少為 1。
refusal-item_sold_out = 「{ $item }」目前售完，沒有扣款。輸入 /shop 看看還有什麼。
refusal-item_text_not_usable = { $slug } 要交付的文字是空的或太長：最多 { $most } 個字。
refusal-keys_not_usable = 請傳送 1 到 { $most } 組序號，一行一組，每組最多 { $length } 個字。
refusal-not_manager = 只有這個社群的營運者和商店管理員可以這麼做。請聯絡他們。
refusal-order_out_of_date = 訂單 { $code } 的商品已經改變。請用 /shop 重新下單。
refusal-picture_not_usable = 請傳送 PNG、JPEG 或 WebP 圖片，最大 1 MB。
refusal-plan_not_possible = 不能用這種方式交付：平台沒有開啟，或我不在那裡。請選擇其他交付方式。
refusal-plan_permission_missing = 我缺少所需的權限。Discord：管理身分組。Telegram：把我設為可以邀請成員的管理員。然後再試一次。
refusal-plan_place_gone = 我不在那個伺服器或聊天室裡。請先把我加進去，再試一次。
refusal-plan_place_not_ours = 那個伺服器或聊天室不屬於這個社群，不能在這裡販售。請先加入它：/till join
refusal-plan_platform_away = 平台目前沒有回應，我無法檢查。請過幾分鐘再試一次。
refusal-plan_role_gone = 在伺服器上找不到這個身分組。請選擇另一個。
refusal-plan_role_too_high = 這個身分組排在我的上面。請到伺服器設定的「身分組」，把我的身分組拖到它上面，再試一次。
refusal-reservation_open = 你有一筆未完成的訂單：{ $code }。請先付款或取消：/orders
refusal-stock_counts_keys = { $slug } 的庫存就是還沒賣出的序號。請新增序號來增加庫存。
refusal-webhook_not_usable = 這個網址不能用。它必須以 https:// 開頭，且能從網際網路連到。請檢查。

## Late money for what could no longer be had

news-late-sold-out = 💰 { $received } 在訂單 { $code } 逾時之後才到帳，「{ $what }」已經售完。款項仍歸你所有：{ $net } 已存入你的餘額。
news-late-used-up = 💰 { $received } 在訂單 { $code } 逾時之後才到帳，你的限購額度或折扣碼已經用在另一筆訂單。款項仍歸你所有：{ $net } 已存入你的餘額。
refusal-plan_role_powerful = 有這個身分組的人可以管理整個伺服器，所以不能販售。請選擇或建立沒有這類權限的身分組。
