# Till 說的每一句話，臺灣正體中文。鍵與變數和 en.ftl 完全相同。

## 其他句子會用到的片段

list-gap = 、
what-item = { $name }（{ $fiat }）
what-top-up = 儲值 { $fiat }
amount-unknown = 尚待確認

## 付款單

card-order = 訂單 { $code }・{ $what }・{ $community }
card-fresh = 要付款的話，請按下方「重新報價」，並確保款項足額到帳。
card-transaction = 交易：{ $transaction }
card-also-arrived = 另外有 { $received } 從鏈上到帳，我們會處理好，這筆錢仍然是你的。

card-moved = ⤵️ 訂單 { $code } 的付款單已移到這個聊天室的下方。
card-moved-private = ⤵️ 訂單 { $code } 的付款單已移到我們的私訊。
card-moved-knock = ⤵️ 訂單 { $code } 的付款單無法在這裡繼續更新，而你沒有開放我傳私訊。請按按鈕查看。
card-knock = 🔔 訂單 { $code } 的付款單在這裡，只有買家能打開。

card-preparing-title = ⏳ 正在準備付款資訊
card-preparing-body = 正在取得收款地址，這則訊息幾秒後會自動更新。

card-delayed-title = ⏳ 還沒有收款地址
card-delayed-body = KryptoGO 還沒有回應，所以現在還不能付款。你可以在這裡等一下，或重新報價。

card-waiting-title = 💳 請在 { $chain } 上支付 { $amount }
card-waiting-amount = 必須到帳的金額：{ $amount } { $token }
card-waiting-in-full = 金額必須足額到帳。如果交易所會從中扣手續費，請多送出那一部分。
card-waiting-address = 收款地址：{ $address }
card-waiting-only = 只收 { $chain } 上的 { $token }（合約 { $contract }）。請勿使用 { $others } 或其他網路，否則款項會遺失。
card-waiting-refund = 如果到帳不足，KryptoGO 會退回原本的付款地址；若那是交易所的地址，交易所不一定會轉給你。
card-waiting-top-up = 入帳金額約少 1%，這是 KryptoGO 的手續費。
card-waiting-deadline = 報價截止：{ $deadline }
card-waiting-link = 這個 QR 碼也包含金額。有些錢包會讀錯：確認送出前，請核對收款地址是 { $address }。

card-received-title = 👀 已看到你的付款
card-received-body = 目前到帳：{ $received }，應付 { $amount }。KryptoGO 正在確認，大約需要一兩分鐘，不用再送出任何款項。

card-overdue-title = ⌛ 時間到了，仍在確認
card-overdue-body = 現在請先不要付款。如果你已經付了，等一下就好：KryptoGO 還在確認，晚到的款項也算數。如果還沒付，請重新報價。

card-unsure-title = 🔎 正在確認你的付款
card-unsure-body = KryptoGO 對這筆付款的回報需要我們進一步了解，請先不要付款。我們已經通知專人，有進展時這則訊息會更新。

card-short-title = ⚠️ 到帳金額不足
card-short-body = 到帳：{ $received }，應付 { $amount }。KryptoGO 會退回原本的付款地址。如果那是交易所的地址，請向交易所詢問，款項不一定會自動轉給你。

card-short_refunded-title = ↩️ 已退款
card-short_refunded-body = 到帳：{ $received }，應付 { $amount }，金額不足。已退回原本的付款地址：{ $refunded }。

card-settling-title = ✅ 已收到，結算中
card-settling-body = { $received } 已到帳。KryptoGO 確定金額後，扣除約 1% 的手續費，就會存入你的餘額，不需要再做任何事。

card-paid-title = ✅ 已付款，謝謝你！
card-paid-body = { $received } 已在 { $chain } 到帳。

card-paid_late-title = ✅ 已付款，謝謝你！
card-paid_late-body = { $received } 已在 { $chain } 到帳。雖然晚了一點，一樣算數。

card-paid_excess-title = ✅ 已付款，謝謝你！
card-paid_excess-body = { $received } 已到帳，應付 { $amount }。多付的部分扣除 KryptoGO 手續費後，{ $excess } 已存入你的餘額：/balance
card-paid_excess-settling = { $received } 已到帳，應付 { $amount }。多付的部分會在金額確定後，扣除約 1% 的 KryptoGO 手續費，存入你的餘額。

card-credited-title = ✅ 已存入餘額
card-credited-body = { $net } 已存入你的餘額。到帳 { $received }，KryptoGO 手續費 { $fee }。

card-to_balance-title = 💰 已存入餘額
card-to_balance-body = { $received } 到帳時，這筆訂單已經不能收款了，款項仍歸你所有：扣除 KryptoGO 手續費 { $fee } 後，{ $net } 已存入你的餘額。
card-to_balance-settling = { $received } 到帳時，這筆訂單已經不能收款了，款項仍歸你所有。金額確定後，扣除約 1% 的 KryptoGO 手續費，就會存入你的餘額。

card-paid_from_balance-title = ✅ 已用餘額付款
card-paid_from_balance-body = 已從你的餘額扣除 { $amount }。請不要再付款到先前的地址；如果仍有款項到帳，會存入你的餘額。

card-expired-title = ⌛ 還沒看到付款
card-expired-body = 這次報價的時間已經結束。如果你付過了，請放心：晚到的款項我們會找到，一樣算數。請不要再付款到舊的地址。

card-cancelled-title = ✖️ 已取消
card-cancelled-body = 請不要支付這筆訂單。如果你已經付了，款項會存入你的餘額，我們也會通知你。

card-refused-title = ⚠️ 沒有成功
card-refused-body = KryptoGO 無法建立這筆付款，沒有扣任何款項。請稍等一下再重新報價。

card-review-title = 🙋 專人處理中
card-review-body = KryptoGO 的回報和這筆訂單不一致，所以我們會人工確認。你的錢不會不見。請不要再次付款，有結果會在這裡告訴你。詢問時請提供訂單編號 { $code }。

## 訂單狀態，一兩個詞

status-preparing = 準備中
status-delayed = 還沒有收款地址
status-waiting = 等待你付款
status-received = 已看到付款，確認中
status-overdue = 時間到了，仍在確認
status-unsure = 確認中
status-short = 到帳不足，等待退款
status-short_refunded = 到帳不足，已退款
status-settling = 已收到，結算中
status-paid = 已付款
status-paid_late = 已付款（稍晚到帳）
status-paid_excess = 已付款，多付的歸你
status-credited = 已存入餘額
status-to_balance = 已轉入餘額
status-paid_from_balance = 已用餘額付款
status-expired = 還沒看到付款
status-cancelled = 已取消
status-refused = 無法建立
status-review = 專人處理中

## 按鈕

button-check = 🔄 立即確認
button-amount_qr = 含金額的 QR 碼
button-address_qr = 只有地址的 QR 碼
button-copy-address = 📋 複製地址
button-copy-amount = 📋 複製金額
button-pay_balance = 用餘額支付 { $amount }
button-cancel = 取消
button-fresh = 重新報價
button-transaction = 查看交易
button-show = { $code }・{ $what }
button-buy = { $name }・{ $price }
button-private = 到私訊繼續
button-knock = 查看我的付款單
button-language-en = English
button-language-zh-TW = 繁體中文

## 按下按鈕之後

press-checking = 正在詢問 KryptoGO。目前：{ $status }。付款單會自動更新。
press-known = { $code }：{ $status }
press-cancelled = 已取消，請不要支付這筆訂單。
press-fresh = 付款單已顯示新的報價。
press-fresh-later = 正在取得新的報價，付款單會自動更新。
press-paid = 已用餘額付款。
press-qr-changed = 付款單上的 QR 碼已更換。
press-qr-over = 這筆付款的狀態已經改變，付款單正在更新。
press-shown = 付款單馬上就來。
press-unknown = 這個按鈕已經失效。輸入 /orders 查看付款，或輸入 /pay 重新開始。

## 通知，讓手機會響

news-paid = ✅ 訂單 { $code } 已付款：{ $what }。謝謝你！
news-received = 👀 訂單 { $code } 的 { $received } 已到帳。KryptoGO 結算後就會存入你的餘額。
news-credited = 💰 { $net } 已存入你的餘額（訂單 { $code }）。
news-to-balance = 💰 { $received } 已到帳，但訂單 { $code } 已經不能收款，款項仍歸你所有：{ $net } 已存入你的餘額。
news-excess = 💰 訂單 { $code } 的到帳金額多於售價，{ $excess } 已存入你的餘額。
news-short = ⚠️ 訂單 { $code } 到帳金額不足：{ $received }，應付 { $amount }。KryptoGO 會退回原本的付款地址。想再試一次，請使用付款單上的按鈕。
news-short-over = ⚠️ 訂單 { $code } 已不需要付款，但收到了 { $received }，不足 { $amount }。KryptoGO 會退回原本的付款地址。
news-short_refunded = ↩️ KryptoGO 已將訂單 { $code } 的 { $refunded } 退回原本的付款地址。
news-sale-made = 🛒 訂單 { $code } 已付款：{ $what }，社群 { $community }，買家 { $buyer }。請把商品交給對方；對方的收據上有同樣的代碼。
news-review = 🙋 訂單 { $code } 的資料不一致，專人正在處理。你的錢不會不見，請不要再次付款。

## 下單

pay-choose = 想在 { $community } 購買什麼？
pay-nothing-on-sale = { $community } 目前沒有販售任何項目，但你可以儲值餘額。
pay-how-to-top-up = 想儲值餘額，請輸入金額和幣別，例如 /pay 300 TWD 或 /pay 10 USD。
pay-which-currency = { $amount } 是哪一種幣別？
pay-which-community = 你在好幾個社群裡，這次是哪一個？
pay-repeated = 這筆訂單已經建立：訂單 { $code }，付款單在這裡 ⤴️
pay-repeated-over = 那是訂單 { $code }，已經不再等待付款。用 /orders 查看狀態，或輸入 /pay 建立新的訂單。
pay-repeated-coming = 這筆訂單已經建立：訂單 { $code }，付款單馬上就來。
group-go-private = 我們到私訊繼續，地址和金額只有你看得到。這個按鈕只有你能用。

## 清單

orders-title = 你最近的訂單
orders-line = { $code }・{ $what }・{ $community }・{ $day }
orders-status = → { $status }
orders-none = 你還沒有訂單。輸入 /pay 看看有什麼。
balance-title = 你的餘額
balance-line = { $community }：{ $available }
balance-line-held = { $community }：{ $available }，另有 { $held } 保留中
balance-none = 你還沒有餘額，因為你還不在任何社群裡。請在社群的群組或伺服器輸入 /pay 開始。
balance-how = 想儲值，請輸入例如 /pay 300 TWD。餘額足夠時，付款單上可以直接用餘額付款。

## 說明

start-hello = 嗨，{ $name }！我是 Till，在聊天室裡為社群收穩定幣付款。
start-no-community = 請打開你的社群群組，在那裡輸入 /pay，我會帶你回到這裡。
help-title = 我能做的事
help-line = /{ $command } – { $what }
help-pay = 付款方式：輸入 /pay，選好之後，把付款單上的金額一次足額送到卡上的地址。款項到帳時，付款單會自動更新。
help-private = 地址、金額和餘額只有你自己看得到。
help-trust = 我只會在付款單上提供地址，而且只有你看得到。如果有人用我的名義給你地址，請不要付款。
help-not-typed = 我只能處理你在這裡親自輸入的指令。如果已經付款，請按付款單上的「立即確認」；/orders 會列出所有訂單，/help 說明我能做什麼。
help-unknown = 我不認得這個指令。輸入 /help 看看我能做什麼。
command-pay = 購買項目或儲值餘額
command-orders = 你的訂單和收據
command-balance = 你的餘額
command-help = 我能做的事
command-language = 選擇語言
command-till = 設定這個社群（營運者）
language-choose = 你想用哪一種語言？
language-chosen = 好的，之後都用中文。

## 會列出選項的指令。名稱就是使用這個語言的人看到並輸入的字

slash-pay = 付款
slash-orders = 訂單
slash-balance = 餘額
slash-help = 說明
slash-language = 語言
slash-till = 收款設定
slash-item = 項目
slash-amount = 金額
slash-currency = 幣別
slash-enable = 啟用
slash-join = 加入
slash-community = 社群
slash-status = 狀態
slash-add = 上架
slash-hide = 下架
slash-list = 清單
slash-name = 名稱
slash-short-name = 代號
slash-price = 價格
about-item = 想付款的項目
about-amount = 要儲值多少，例如 300
about-currency = TWD 或 USD
about-enable = 把這個伺服器設為社群
about-join = 把這個伺服器加入既有社群
about-community = 社群名稱，或狀態裡顯示的代碼
about-status = 查看社群狀態
about-items = 販售中的項目
about-add = 上架一個項目
about-hide = 停止販售一個項目
about-list = 販售中的項目
about-name = 成員看到的完整名稱
about-short-name = 英文字母和數字組成的代號，例如 ticket
about-price = 半形數字的價格，例如 300

## 營運者

till-help-title = 給營運者
till-help-enable = /till enable [名稱] – 把這個群組或伺服器設為社群
till-help-join = /till join <社群> – 把這個群組或伺服器加入既有社群，輸入名稱或代碼
till-help-status = /till status – 查看社群狀態
till-help-item-add = /till item add <代號> <價格> <TWD 或 USD> <名稱> – 例如：/till item add ticket 300 TWD 早鳥票
till-help-item-hide = /till item hide <代號> – 停止販售
till-help-item-list = /till item list – 販售中的項目
till-enabled = ✅ { $community } 設定好了，成員可以在這裡輸入 /pay。上架範例：/till item add ticket 300 TWD 早鳥票
till-joined = ✅ 這裡現在屬於 { $community } 了，成員可以在這裡輸入 /pay。
till-status = { $community } 目前{ $state }。販售中的項目：{ $count }。用於 /till join 的代碼：{ $code }
till-state-active = 開放中
till-state-winding_down = 收尾中（不再販售）
till-state-frozen = 已凍結
till-item-added = ✅ 已上架：{ $name }，售價 { $price }。成員輸入 /pay { $slug } 就能購買
till-item-hidden = { $slug } 已停止販售，既有訂單不受影響。
till-items-title = { $community } 販售中的項目
till-items-line = { $slug }・{ $name }・{ $price }
till-items-none = { $community } 目前沒有販售任何項目。上架範例：/till item add ticket 300 TWD 早鳥票
till-place-hint = 如果你是營運者，請輸入 /till enable 來設定這裡。

## 每一種「不行」，以及接下來怎麼做

refusal-amount_not_understood = 我看不懂這個金額。請只用半形數字，需要時用小數點、最多兩位小數，例如 /pay 300 TWD 或 /pay 9.50 USD。
refusal-amount_too_small = 最小金額是 0.01，請輸入大一點的金額，例如 /pay 300 TWD。
refusal-amount_needs_currency = 是哪一種幣別？請加上 TWD 或 USD，例如 /pay 300 TWD。
refusal-anonymous_actor = 你匿名發言時，我看不出你是誰。請先暫時關閉匿名，或直接私訊我。
refusal-balance_too_small = 你的餘額是 { $available } { $symbol }，這筆需要 { $needed } { $symbol }。請用付款單上的地址付款，或先用 /pay 儲值。
refusal-command_not_understood = 我沒看懂。輸入 /help 看看每個指令怎麼寫。
refusal-command_too_old = 你送出時我不在線上，所以我沒有處理。如果還需要，請再送一次。
refusal-community_not_active = { $community } 目前不收款。你的餘額和訂單都很安全，請看 /balance 和 /orders。
refusal-community_not_found = 找不到「{ $words }」這個社群。請輸入完整名稱，或該群組中 /till status 顯示的代碼。
refusal-handoff_expired = 這個按鈕已經過期，請再輸入一次 /pay。
refusal-handoff_not_yours = 這個按鈕是別人的。請你自己輸入 /pay，就會有專屬於你的按鈕。
refusal-item_exists = 已經有代號是 { $slug } 的項目了，請換一個代號。
refusal-item_name_not_usable = 這個名稱不能用。代號須以英文字母開頭，只能用 a–z、0–9、- 和 _，最多 32 字；名稱最多 64 字。例如：/till item add ticket 300 TWD 早鳥票
refusal-item_not_found = 找不到「{ $words }」。輸入 /pay 看看有哪些項目。
refusal-no_community = 你還不在任何社群裡。請打開你的社群群組或伺服器，在那裡輸入 /pay。
refusal-not_operator = 只有營運者能這麼做。如果需要設定，請聯絡這個社群的負責人。
refusal-only_in_group = 這只能在群組或伺服器裡使用，請到相關的地方輸入。
refusal-only_in_private = 這只給你自己看，請在我們的私訊裡輸入。
refusal-order_not_cancellable = 訂單 { $code } 已經不能取消了。輸入 /orders 查看狀態。
refusal-order_not_found = 在你的訂單裡找不到這一筆。輸入 /orders 查看全部。
refusal-order_not_open = 訂單 { $code } 已經不在開放狀態。輸入 /orders 查看狀態，或輸入 /pay 重新開始。
refusal-place_enabled_already = 這裡已經屬於某個社群了。輸入 /till status 查看。
refusal-place_unknown = 這裡還不能收款。負責人可以請營運者來設定。
refusal-payments_paused = 目前暫停接受新的付款，沒有扣任何款項，請過幾分鐘再試。
refusal-price_not_understood = 我看不懂這個價格。請用半形數字加幣別，例如：/till item add ticket 300 TWD 早鳥票
refusal-quote_expired = 訂單 { $code } 這次報價的時間已經結束。請先在付款單上重新報價，再用餘額付款。
refusal-too_many_open_orders = 你有 { $count } 筆未付款的訂單。請先付款或取消其中一筆：/orders
refusal-too_many_quotes = 訂單 { $code } 已經報價很多次了。請用 /pay 重新開始。

## 給值班人員

alarm-line = 🚨 { $sentence }
alarm-about = 對象：{ $reference }
alarm-asset_not_accepted = KryptoGO 要求的代幣不是我們記帳的代幣，沒有顯示任何地址。請比對設定與 KryptoGO Studio。
alarm-contradiction_after_booking = KryptoGO 的回報和已入帳的付款矛盾。帳目沒有更動，請與 KryptoGO Studio 比對。
alarm-intent_not_ours = KryptoGO 的一筆付款和我們的紀錄不符。沒有動到任何款項，請在 KryptoGO Studio 比對。
alarm-notification_undeliverable = 有訊息無法送達成員。款項不受影響，成員可用 /orders 查看。
alarm-books_disagree = 帳目自相矛盾。在任何款項付出之前，請立刻查看。
alarm-payment_in_review = 有一筆付款等待人工審查：KryptoGO 的回報不一致，需要專人決定。
alarm-provider_answer_unreadable = KryptoGO 的回應無法解讀。我們會繼續詢問，API 可能有變更。
alarm-provider_refuses_key = KryptoGO 不接受我們的金鑰。新付款已暫停，請檢查設定裡的金鑰。
alarm-refund_after_booking = KryptoGO 對已入帳的款項顯示退款。請與 KryptoGO Studio 比對。
alarm-refund_overdue = KryptoGO 欠成員的退款已經拖了很久，請詢問 KryptoGO。
alarm-status_went_back = KryptoGO 收回了最終狀態。我們沒有採信，請與 KryptoGO Studio 比對。
alarm-unknown_status = KryptoGO 用了我們不認得的狀態詞，這筆付款視為尚未結束。
alarm-inbox_entry_given_up = 有收到的內容反覆嘗試仍無法處理，請查看紀錄。
