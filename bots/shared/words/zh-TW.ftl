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

card-moved = ⤵️ 訂單 { $code } 的付款單已移到較新的訊息，輸入 /orders 可再次叫出。
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
button-withdraw = 提領
button-wd_to = 到 { $address }
button-wd_confirm = ✅ 確認 { $amount }
button-wd_drop = 算了
button-skip = 略過
button-wd_cancel = 取消提領
button-approve = ✅ 核准
button-reject = ❌ 拒絕
button-sent = 確認已送出
button-sent_late = 依 KryptoGO：已送出
button-not_sent = 確認沒有送出
button-send_again = 重新送出
button-correct-sent = 回報錯誤
button-correct-not_sent = 回報錯誤
button-explorer = 在區塊鏈瀏覽器查地址
button-studio = KryptoGO Studio
button-veto = ✋ 否決
button-fund_ok = 已經入帳
button-fund_no = 沒有入帳
button-draw_ok = 我已取出
button-draw_no = 我不取出了
button-canary_ok = ✅ 收到的完全一致
button-canary_no = 🛑 收到的不一樣
button-resume = ▶️ 恢復出款

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
press-confirmed = 已申請提領 { $code }，卡片馬上出現。
press-dropped = 好的，就當沒這回事。沒有保留或送出任何款項。
press-wd-cancelled = 提領 { $code } 已取消，款項已回到你的餘額。
press-approved = 已核准。沒有其他限制時，{ $code } 就會送出。
press-approve-counts = 你已核准 { $code }：{ $given } / { $needed }，還需要：{ $more }。
press-vetoed = 已否決，這項變更不會生效。
press-noted = 已記錄。
press-canary-ok = 已確認，提領功能開啟。
press-canary-paused = 已確認。出款目前暫停，還不會送出任何款項。
press-canary-no = 已記錄，現在起不再出款。請在 Studio 和區塊鏈瀏覽器比對代幣、鏈和單位。
press-resumed = 已恢復出款。
press-resume-asked = 已記錄，還需要第二位營運者也按下。
press-asked-private = 我在私訊裡問你了。
press-start-first = 我還不能傳訊息給你。請先打開和我的私訊，按「開始」，再按一次這個按鈕。
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
group-withdraw-private = 金額和地址不該讓別人看到，所以我沒有處理。請到私訊繼續，這個按鈕只有你能用。

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

## 提領：成員看到的

withdraw-title = 💸 提領
withdraw-line = { $community }：可提領 { $available }。每次最多 { $limit }，手續費 { $fee }。
withdraw-which = 要從哪一個餘額提領？
withdrawals-title = 你最近的提領
withdrawals-line = { $code }・{ $amount }・{ $community }・{ $day } → { $status }
withdrawals-none = 你還沒有提領過。輸入 /withdraw 開始。
withdrawals-queue = 待決定：{ $count } 筆。卡片會傳到你的私訊。
withdrawals-queue-none = 目前沒有需要你決定的提領。

preview-title = 💸 要從 { $community } 提領嗎？
preview-left = 之後餘額剩下：{ $left }
preview-compare = 請把整個地址和你錢包裡的比對。送出之後就拿不回來了。
preview-no-checksum = ⚠️ 這個地址的字母全是小寫或全是大寫，打錯了我看不出來。請比對兩次。
preview-approvals = 接下來：需要 { $needed } 位社群核准人同意，然後送出。在那之前你都可以取消。
preview-automatic = 接下來：不需要任何人同意，會立刻送出。
preview-confirmed = ✅ 已申請提領 { $code }，進度請看它的卡片。
preview-dropped = ✖️ 已放棄提領，沒有保留或送出任何款項。輸入 /withdraw 重新開始。

look-alike-title = 🚨 危險：它看起來像用過的地址，但其實是另一個！
look-alike-known = 用過的：{ $address }
look-alike-this = 這一個：{ $address }
look-alike-differs = 這幾組（每組四個字元）不同：{ $groups }。竊賊會製造這種地址；除非重新從錢包讀取確認，否則不要繼續。

wd-line = 提領 { $code }・{ $community }
wd-arrives = 到帳金額：{ $amount }（{ $chain }）
wd-takes = 從餘額扣除：{ $total }（手續費 { $fee }）
wd-token = 代幣：{ $chain } 上的 { $token }，合約 { $contract }
wd-to = 地址：{ $address }
wd-to-copy = 可複製：{ $address }
wd-approvals = 核准：{ $given } / { $needed }
wd-nobody = 目前沒有人可以核准，請聯絡社群的營運者。
wd-place = 排在第 { $place } 位
wd-waits = { $when }（{ $left }）之前不會送出，因為你沒用過這個地址，或它和另一個地址非常相似，這是常見的詐騙手法。請再比對一次，現在還可以取消。
wd-paused = 營運者目前暫停出款，款項會繼續為你保留。
wd-lapses = 如果到 { $when } 還沒送出，全部款項會自動回到你的餘額。
wd-reason = 原因：「{ $reason }」
wd-reason-balance_not_enough = 原因：社群在 KryptoGO 的錢包餘額不足。已通知營運者，請稍後再試。
wd-reason-never_asked = 原因：連不上 KryptoGO，所以根本沒有送出要求。請稍後再試。

wd-requested-title = ⏳ 等待核准：{ $amount }
wd-requested-body = 已從你的餘額保留 { $total }。已請社群的核准人決定，有結果時這則訊息會更新。
wd-approved-title = 👍 已核准，等待送出：{ $amount }
wd-approved-body = 已從你的餘額保留 { $total }。沒有其他限制時會自動送出，你不用做任何事。
wd-sending-title = 📤 送出中：{ $amount }
wd-sending-body = 正在送出，不能再取消了。
wd-sent-title = ✅ 已送出：{ $amount }
wd-sent-body = 已在 { $chain } 送出，你的錢包應在幾分鐘內顯示；如果沒有，請先查看交易。
wd-unknown-title = 🔎 查核中，你的款項已保留
wd-unknown-body = 還不確定是否已送出，正由人工查核，可能需要一兩天。結果不是到帳，就是退回給你，你不用做任何事。
wd-failed-title = ↩️ 沒有送出：{ $amount }
wd-failed-body = 沒有送出任何款項，{ $total } 已回到你的餘額。可以再用 /withdraw 提領。
wd-failed-body-kept = 最後確認沒有送出任何款項。現在回到餘額的有 { $back }；{ $total } 的其餘部分沒有被扣除，本來就在餘額裡。
wd-rejected-title = ✖️ 已拒絕：{ $amount }
wd-rejected-body = 核准人沒有同意，{ $total } 已回到你的餘額。
wd-cancelled-title = ✖️ 已取消：{ $amount }
wd-cancelled-body = 沒有送出任何款項，{ $total } 已回到你的餘額。
wd-lapsed-title = ⌛ 已逾時：{ $amount }
wd-lapsed-body = 未能及時送出，{ $total } 已回到你的餘額。可以再用 /withdraw 提領。

wd-status-requested = 等待核准
wd-status-approved = 已核准，等待送出
wd-status-sending = 送出中
wd-status-sent = 已送出
wd-status-unknown = 查核中，款項已保留
wd-status-failed = 沒有送出，已回到餘額
wd-status-failed-kept = 沒有送出
wd-status-rejected = 已拒絕，已回到餘額
wd-status-cancelled = 已取消，已回到餘額
wd-status-lapsed = 已逾時，已回到餘額

wd-news-sent = ✅ 提領 { $code }：{ $amount } 已送出，交易在卡片上。
wd-news-failed = ↩️ 提領 { $code } 沒有送出，{ $total } 已回到你的餘額。
wd-news-failed-kept = ↩️ 提領 { $code } 最後確認沒有送出。現在回到餘額的有 { $back }，其餘沒有被扣除。
wd-news-unknown = 🔎 提領 { $code } 正在查核，你的款項已保留，不需要做任何事。
wd-news-send_again = 🔁 提領 { $code } 先前沒有送出，將重新送出。{ $total } 仍為你保留，正等待重新核准。
wd-news-doubt = 🔎 結果不明：不確定 { $code }（{ $amount }）是否已送出。請照卡片上的步驟查核並決定；/withdrawals 可以再次叫出卡片。
wd-news-quarantine_over = 🔎 { $code } 已經不確定一整天了。如果 KryptoGO Studio 和區塊鏈瀏覽器都查不到，現在可以說「確認沒有送出」，按鈕在卡片上。
wd-news-rejected = ✖️ 提領 { $code } 被拒絕，原因在卡片上。{ $total } 已回到你的餘額。
wd-news-lapsed = ⌛ 提領 { $code } 已逾時，{ $total } 已回到你的餘額。
wd-news-canary = 🐤 測試匯款 { $code }：狀態請看卡片。

## 提領：核准人看到的

wda-requested-title = 🙋 請決定：{ $amount }・{ $code }
wda-approved-title = 👍 已核准：{ $amount }・{ $code }
wda-sending-title = 📤 送出中：{ $amount }・{ $code }
wda-sent-title = ✅ 已送出：{ $amount }・{ $code }
wda-unknown-title = 🔎 不確定：{ $amount } 送出了嗎？・{ $code }
wda-failed-title = ↩️ 沒有送出：{ $amount }・{ $code }
wda-rejected-title = ✖️ 已拒絕：{ $amount }・{ $code }
wda-cancelled-title = ✖️ 成員已取消：{ $amount }・{ $code }
wda-lapsed-title = ⌛ 已逾時：{ $amount }・{ $code }
wda-who = { $name }（{ $account }）在 { $community } 申請，{ $when }
wda-canary = 營運者（{ $account }）在 { $community } 的測試匯款，{ $when }
wda-past = { $since } 起為成員。過去提領：{ $times } 次，共 { $sum }
wda-past-none = { $since } 起為成員，從未提領過
wda-sends = 會收到剛好 { $amount }（{ $chain }）。手續費 { $fee }，所以成員的餘額扣除 { $total }。
wda-sends-canary = 在 { $chain } 上剛好收到 { $amount }，從業主的款項扣除。
wda-address-used = 地址：這位成員用過。送到這裡的提領：{ $times } 次，第一次是 { $since }
wda-address-new = 地址：新的，這位成員從沒用過
wda-mark-no_checksum = ⚠️ 輸入的地址沒有檢查碼，打錯也看不出來。有疑問請先問成員。
wda-mark-shared_address = ⚠️ 這個社群的另一位成員也送到過這個地址。
wda-mark-staff = ⚠️ 申請的人是核准人或營運者。沒有人能決定自己的申請。
wda-approvals-by = 核准：{ $given } / { $needed }（{ $names }），還需要：{ $more }
wda-automatic = 由規則自動核准：小額，而且是用過的地址。
wda-lapses = 到 { $when } 還沒送出就會作廢，款項退回給成員。
wda-how = 最後一位核准後就會送出，無法追回：不確定請先問本人。一人拒絕即可。
wda-approved-body = 已有足夠的人同意，會自動送出；在那之前仍可拒絕。
wda-sending-body = 正在送出，不需要做任何事。
wda-sent-body = KryptoGO 已送出。
wda-found-sent = 經 { $names } 查證已送出。
wda-failed-body = 沒有送出任何款項，已退回給成員。
wda-rejected-body = 已退回給成員，成員看得到原因。
wda-cancelled-body = 已退回給成員，沒有需要決定的事。
wda-lapsed-body = 已退回給成員，沒有需要決定的事。
wda-approved-by = 核准人：{ $names }
wda-rejected-by = 拒絕人：{ $name }
wda-verdict = { $names }：{ $what }。還需要：{ $more }
wda-verdict-hash = { $names }：{ $what }，{ $hash }。還需要：{ $more }
wda-verdicts = 需要說法一致的人數：{ $needed }

doubt-attempt = Till 在 { $when } 嘗試送出（第 { $number } 次；供營運者參考：執行個體 { $instance }）。
doubt-answer = KryptoGO 的回應：{ $detail }
doubt-no-answer = KryptoGO 回應之前連線中斷。（供營運者參考：{ $detail }）
doubt-silent = 我們的送出程序還沒記下回應就停止了。
doubt-no-attempt = 沒有任何嘗試的紀錄。
doubt-accepted = KryptoGO 收下了，但沒有提供交易。如果它在 Studio 裡等待，請先在那裡拒絕，再說「沒有送出」。
doubt-late = KryptoGO 遲到的回應：已送出，交易 { $hash }。如果已到帳，按「依 KryptoGO：已送出」。
doubt-steps = 該怎麼做
doubt-studio = 1. KryptoGO Studio → 轉帳（沒有權限請問營運者）：{ $when } 前後，有沒有 { $amount } 送到 { $address }，而且已完成？
doubt-explorer = 2. 區塊鏈瀏覽器：從那時起，這個地址有沒有收到社群錢包送來的 { $amount }？
doubt-found = 3. 如果已到帳，按「確認已送出」並貼上交易雜湊。
doubt-not-found = 4. 如果兩邊都沒有，按「確認沒有送出」，款項會退回給成員。「重新送出」則保留款項，重新核准後再試一次。請務必確定：如果第一次其實已送出，就會付兩次。
doubt-not-found-yet = 4. 如果兩邊都沒有，請先等待，因為還可能送出。{ $from } 之後，/withdrawals 會顯示「沒有送出」和「重新送出」的按鈕。

verdict-sent = 已送出
verdict-not_sent = 沒有送出
verdict-send_again = 重新送出
verdict-counts = 已記錄你對 { $code } 的說法。{ $needed } 個人說法一致時生效，還需要：{ $more }。
verdict-done-reject = ✖️ { $code } 已拒絕，{ $total } 已退回給成員。
verdict-done-sent = ✅ { $code } 視為已送出：{ $amount }。
verdict-done-not_sent = ↩️ { $code } 視為沒有送出，{ $total } 已退回給成員。
verdict-done-not_sent-kept = ↩️ { $code } 認定為沒有送出。{ $total } 之中現在退給成員 { $back }，其餘原本就沒有向成員扣除。
verdict-done-send_again = { $code } 會重新送出，需要重新核准，它的卡片又出現了。
verdict-done-canary = 🐤 已記錄：測試匯款 { $code } 的狀態請看卡片。

## 需要人工查看的付款


## 要輸入的內容。標題和欄位名稱最多 45 個字元

form-withdraw = 提領
form-withdraw-address = 你的地址
form-withdraw-address-hint = 0x 加 40 個字元，從你的錢包複製
form-withdraw-amount = 要收到的金額
form-withdraw-amount-hint = 25，或「全部」
form-reject = 拒絕
form-reject-about = 提領 { $code }
form-reject-reason = 原因
form-reject-reason-hint = 成員看得到
form-sent = 確認已送出
form-sent-about = 提領 { $code }
form-sent-hash = 交易雜湊
form-sent-hash-hint = 0x 加 64 個字元，從區塊鏈瀏覽器複製
form-not_sent = 確認沒有送出
form-not_sent-about = 提領 { $code }
form-not_sent-reason = 你怎麼知道
form-not_sent-reason-hint = Studio 和區塊鏈瀏覽器都沒有，今天查過
form-send_again = 重新送出
form-send_again-about = 提領 { $code }
form-send_again-reason = 你怎麼知道沒有送出
form-send_again-reason-hint = Studio 和區塊鏈瀏覽器都沒有，今天查過
form-to_balance-about = 訂單 { $code }
form-close_review-about = 訂單 { $code }
form-enter_net-about = 訂單 { $code }
form-take_aside-about = 訂單 { $code }
ask-withdraw-address = 要送到哪裡？請貼上你的地址（0x 加 40 個字元），或選一個用過的地址。
ask-withdraw-amount = 要收到多少？例如輸入 25，或「全部」。
ask-reject-reason = 為什麼拒絕？你的下一則訊息就是原因，成員看得到。
ask-sent-hash = 請貼上區塊鏈瀏覽器的交易雜湊：0x 加 64 個字元。
ask-not_sent-reason = 你怎麼知道沒有送出？請輸入你查過的內容。
ask-send_again-reason = 你怎麼知道沒有送出？請輸入你查過的內容。之後需要重新核准。
ask-to_balance-amount = 要入多少淨額到成員的餘額？請輸入 Studio 顯示的數字。
ask-close_review-amount = Studio 顯示實收多少？什麼都沒收到請輸入 0。
ask-enter_net-amount = Studio 顯示的淨額是多少？
ask-take_aside-amount = 另外保管的款項中，多少屬於業主？請輸入金額。
ask-again = 請再傳一次，或輸入 /cancel。
cancel-nothing = 這裡沒有可以取消的事。要取消提領，請按卡片上的按鈕。

## 說明

start-hello = 嗨，{ $name }！我是 Till，在聊天室裡為社群收穩定幣付款。
start-no-community = 請打開你的社群群組，在那裡輸入 /pay，我會帶你回到這裡。
help-title = 我能做的事
help-line = /{ $command } – { $what }
help-pay = 付款方式：輸入 /pay，選好之後，把付款單上的金額一次足額送到卡上的地址。款項到帳時，付款單會自動更新。
help-private = 地址、金額和餘額只有你自己看得到；提領另外會給社群的核准人看。
help-trust = 我只會在付款單上提供地址，而且只有你看得到。如果有人用我的名義給你地址，請不要付款。
help-not-typed = 我只能處理你在這裡親自輸入的指令。如果已經付款，請按付款單上的「立即確認」；/orders 會列出所有訂單，/help 說明我能做什麼。
help-unknown = 我不認得這個指令。輸入 /help 看看我能做什麼。
help-account = 給營運者看的帳號：{ $account }
command-pay = 購買項目或儲值餘額
command-orders = 你的訂單和收據
command-balance = 你的餘額
command-withdraw = 從餘額提領
command-withdrawals = 你的提領；核准人可查看待決定的提領和查核中的付款
command-help = 我能做的事
command-language = 選擇語言
command-till = 設定這個社群（營運者）
language-choose = 你想用哪一種語言？
language-chosen = 好的，之後都用中文。

## 會列出選項的指令。名稱就是使用這個語言的人看到並輸入的字
approvals-seen-by = 這些身分組看得到這個頻道：{ $roles }。請到頻道設定的「權限」，取消他們的「檢視頻道」，改為逐一加入核准人，或使用不超過 { $most } 人的身分組，再輸入 /till approvals here 一次。
approvals-closed-to-us = 我在這個頻道無法讀取或發言。請到頻道設定的「權限」，給我「檢視頻道」和「傳送訊息」，再輸入 /till approvals here 一次。
approvals-no-channel = 審核需要伺服器裡的文字頻道，不能是討論串或私訊。請建立一個只有核准人看得到的頻道，在那裡輸入 /till approvals here。

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
slash-withdraw = 提領
slash-withdrawals = 提領審核
slash-address = 地址
slash-approver = 核准人
slash-name-approver = 新增
slash-remove = 移除
slash-link = 連結
slash-user = 成員
slash-telegram = telegram
slash-approvals = 審核頻道
slash-here = 這裡
slash-policy = 規則
slash-show = 查看
slash-set = 設定
slash-simulate = 試算
slash-rule = 條目
slash-value = 數值
slash-pause = 暫停
slash-resume = 恢復
slash-wind-down = 收尾
slash-freeze = 凍結
slash-reopen = 重新開放
slash-reason = 原因
slash-canary = 測試轉帳
slash-treasury = 資金
slash-fund = 存入
slash-review = 人工審查
slash-draw = 取出
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
about-withdraw-amount = 要收到多少，例如 25，或 all
about-address = 正確鏈上的收款地址，以 0x 開頭
about-approver = 誰可以審核提領
about-approver-add = 指定一位核准人和他所有的帳號
about-approver-remove = 這個人不再審核
about-approver-link = 為已指定的人加上另一個帳號
about-approver-list = 誰可以審核、用哪些帳號
about-approver-name = 這個人在卡片上顯示的名稱
about-approver-user = 他的 Discord 帳號
about-approver-telegram = 他的 Telegram 數字 ID，可在 Telegram 用 /help 查到
about-approvals = 核准人在哪裡看到待審的提領
about-approvals-here = 就在這個頻道，必須是私人頻道
about-policy = 可以提領多少、需要誰同意
about-policy-show = 目前的規則
about-policy-set = 修改規則；放寬的修改要等一天
about-policy-simulate = 試算一筆提領會如何，以及原因
about-policy-rule = 哪一條規則
about-policy-value = 新的數值，例如 500，時間則如 24h
about-pause = 立刻停止所有轉出
about-pause-reason = 給其他營運者看的原因
about-resume = 重新開放轉出
about-wind-down = 停止販售，成員仍可提領
about-freeze = 立刻停止這個社群的販售和所有轉出
about-reopen = 恢復販售和提領
about-canary = 轉 0.01 到自己的地址，確認路徑沒問題
about-canary-address = 你自己的地址，以 0x 開頭
about-treasury = 有多少、欠多少、業主有多少
about-treasury-show = 有多少、欠多少、業主有多少
about-treasury-fund = 你在 KryptoGO Studio 存入了資金
about-treasury-draw = 你要在 KryptoGO Studio 取出收入
about-review = 需要人工處理的付款
about-treasury-amount = 多少代幣，例如 500

## 營運者

till-help-title = 給營運者
till-help-enable = /till enable [名稱] – 把這個群組或伺服器設為社群
till-help-join = /till join <社群> – 把這個群組或伺服器加入既有社群，輸入名稱或代碼
till-help-status = /till status – 查看社群狀態
till-help-item-add = /till item add <代號> <價格> <TWD 或 USD> <名稱> – 例如：/till item add ticket 300 TWD 早鳥票
till-help-item-hide = /till item hide <代號> – 停止販售
till-help-item-list = /till item list – 販售中的項目
till-help-approver = /till approver add <名稱> telegram:<id> discord:<id> – 指定核准人和所有帳號；也可 remove <名稱>、link <名稱> <帳號>、list
till-help-approvals = /till approvals here – 核准人在這個聊天室決定，必須是私人的
till-help-policy = /till policy – 限額與核准；set <項目> <值> <代幣>；simulate 250 USDC 0x…
till-help-treasury = /till treasury – 帳目；fund 500 USDC 和 draw 500 USDC 記錄你在 Studio 的進出
till-help-canary = /till canary 0x… USDC – 送 0.01 的代幣給你自己；每種代幣在任何人提領之前要先做一次
till-help-pause = /till pause [原因]、/till resume – 停止和恢復所有出款
till-help-state = /till wind-down、/till freeze、/till reopen – 這個社群：停止販售；停止販售和出款；重新開放
till-help-review = /till review – 需要查核的付款（給核准人，也可用 /withdrawals）
till-enabled = ✅ { $community } 設定好了，成員可以在這裡輸入 /pay。上架範例：/till item add ticket 300 TWD 早鳥票
till-joined = ✅ 這裡現在屬於 { $community } 了，成員可以在這裡輸入 /pay。
till-status = { $community } 目前{ $state }。販售中的項目：{ $count }。用於 /till join 的代碼：{ $code }
till-now-outflow-open = ▶️ 出款：開放
till-now-outflow-paused = ⏸️ 出款：{ $when } 起暫停，由 { $by }。原因：{ $reason }
till-now-canary-ok = 🐤 { $token }：測試匯款已確認
till-now-canary-missing = 🐤 { $token }：還沒有確認的測試匯款，所以無法提領：/till canary 0x… { $token }
till-now-doubts = 🔎 結果不明：{ $count } 筆（{ $codes }）
till-now-doubts-none = 🔎 結果不明：沒有
till-now-waiting = ⏳ 提領：{ $requested } 筆待核准，{ $approved } 筆待送出，{ $sending } 筆送出中。待查核的付款：{ $reviews } 筆
till-now-chats = 💬 核准聊天室：{ $chats }
till-now-chats-none = 💬 核准聊天室：沒有；卡片會私訊給每位核准人
till-now-reachable = 🌐 KryptoGO：可以連線
till-now-unreachable = 🌐 KryptoGO：無法連線，提領等待中
till-now-no-key = 🌐 KryptoGO：沒有轉帳金鑰，提領關閉
till-now-payments-paused = ⏸️ KryptoGO 目前不接受新的付款
till-now-platforms = 📱 平台：{ $platforms }
till-now-private = 其餘請在私訊或核准聊天室詢問。
till-state-active = 開放中
till-state-winding_down = 收尾中（不再販售）
till-state-frozen = 已凍結
till-item-added = ✅ 已上架：{ $name }，售價 { $price }。成員輸入 /pay { $slug } 就能購買
till-item-hidden = { $slug } 已停止販售，既有訂單不受影響。
till-items-title = { $community } 販售中的項目
till-items-line = { $slug }・{ $name }・{ $price }
till-items-none = { $community } 目前沒有販售任何項目。上架範例：/till item add ticket 300 TWD 早鳥票
till-place-hint = 如果你是營運者，請輸入 /till enable 來設定這裡。
till-defaults = 提領功能先是關閉的：請指定核准人、用 /till treasury fund 記錄你自己的款項，並確認一次 /till canary。一開始的規則：一位核准人，500 起若有兩位則要兩位；每次和每位成員 24 小時內最多 1,000，全體 5,000；新地址超過 100 要等 24 小時。/till policy 可查看。

## 營運者：誰決定、允許什麼、業主的款項

change-approver_add = 新的核准人：{ $name }（{ $accounts }）
change-approver_remove = { $name } 不再是核准人
change-account_add = { $name } 也用 { $account } 決定
change-approvals_chat = 核准人改在另一個聊天室決定：{ $chat }
change-state-active = 社群重新開放：可以販售，成員可以提領
change-state-winding_down = 社群開始收尾：不再販售，成員仍可提領
change-state-frozen = 社群已凍結：不販售也不出款，收到的款項仍會入帳
change-policy = { $rule }：{ $from } → { $to }
rule-minimum = 最小提領
rule-perWithdrawal = 最大提領
rule-memberDay = 每位成員 24 小時
rule-communityDay = 全體 24 小時
rule-fee = 手續費（外加）
rule-tiers = 核准人數
rule-newAddressWaitMs = 新地址等待（{ $token }）
rule-newAddressFree = 新地址只在超過此金額時等待
rule-loosenDelayMs = 放寬規則的變更要等（{ $token }）
rule-automaticDay = 免核准的總額度，每 24 小時
rule-automaticAddressAgeMs = 免核准只限用了多久的地址（{ $token }）
change-policy-unknown = 已不在清單上的代幣的規則
change-none = 本來就是這樣。
change-line = { $community }，申請人 { $by }
change-waiting-title = 📣 預告一項變更
change-waiting-body = { $when }（{ $left }）生效。如果不對，在那之前任何核准人都可以否決。
change-applied-title = ✅ 變更已生效
change-applied-body = 自 { $when } 起生效。
change-vetoed-title = ✋ 變更已被否決
change-vetoed-body = { $name } 否決了它，什麼都沒有改變。
change-failed-title = ⚠️ 變更已作廢
change-failed-body = 時間到時它已不適用，什麼都沒有改變，可以重新申請。
changed-now = ✅ 立即生效。
changed-stops = ⚠️ 這樣一來，任何人都無法提領。
changed-undo = ⚠️ 要改回來屬於放寬：會先預告、可被否決；只要有餘額存在，{ $delay } 後才生效。
changed-later = 📣 因為放寬了限制，已預告給核准人，{ $when }（{ $left }）生效，除非有人否決。

policy-title = { $community } 的出款規則（{ $token }，第 { $version } 版）
policy-minimum = 最小提領：{ $value }・{ $setting }
policy-perWithdrawal = 最大提領：{ $value }・{ $setting }
policy-memberDay = 每位成員 24 小時：{ $value }・{ $setting }
policy-communityDay = 全體 24 小時：{ $value }・{ $setting }
policy-fee = 手續費（外加）：{ $value }・{ $setting }
policy-tiers = 核准人數：{ $value }・{ $setting }
policy-newAddressWaitMs = 新地址等待：{ $value }・{ $setting }
policy-newAddressFree = … 只限超過：{ $value }・{ $setting }
policy-loosenDelayMs = 放寬規則的變更要等：{ $value }・{ $setting }
policy-automaticDay = 免核准的總額度，每 24 小時（0 為不允許）：{ $value }・{ $setting }
policy-automaticAddressAgeMs = … 只限用了多久的地址：{ $value }・{ $setting }
policy-tier = { $from } 起 { $approvals } 位
policy-pending = 📣 已預告 { $when } 的變更：
policy-how = 用每行最後的名稱設定，例如：/till policy set member-day 500、/till policy set new-address-wait 48h、/till policy set approvals 1, 2 from 500
approvers-none = ⚠️ 還沒有指定核准人，所以沒有人能提領：/till approver add <名稱> telegram:<id>。在和我的私訊裡，/help 的最後會顯示自己的 id。
approver-welcome = 👋 你現在是 { $community } 的核准人，名稱是 { $name }：成員的提領需要你同意。
approvals-chat-welcome = 👋 從現在起，{ $community } 的核准人在這個聊天室決定：提領、查核中的付款和預告的變更，卡片都會傳到這裡。只有被指定的核准人可以按按鈕；用 /withdrawals 可以在私訊裡看到等待決定的項目。
approver-welcome-private = 有人申請時，卡片會傳到這裡，上面有要送出的全部內容，以及核准和拒絕的按鈕。
approver-welcome-chat = 有人申請時，卡片會傳到核准人的聊天室，上面有要送出的全部內容，以及核准和拒絕的按鈕。
approver-welcome-how = /withdrawals 會顯示等你決定的項目。如果你不認識這個社群，請問它的營運者，不要核准任何東西。
approvers-list = 核准人（{ $count }）：{ $names }
simulate-title = 如果從未提領過的成員申請 { $amount }
simulate-refused = ✖️ 會被拒絕：{ $setting } 是 { $limit }，還剩 { $left }。
simulate-approvals = 需要核准：{ $needed } 位；可以決定的人：{ $persons } 位
simulate-fee = 手續費：{ $fee }
simulate-canary = ⚠️ 這種代幣的提領在確認測試匯款之前是關閉的：/till canary 0x… { $token }

treasury-title = { $community } 的帳目
treasury-status = { $token }：錢包裡 { $treasury }，欠成員 { $owed }，另行保留 { $aside }，業主的 { $equity }，保留中（取出、測試匯款）{ $reserved }
treasury-open = 尚未入帳：{ $what }，{ $by }，{ $when }
treasury-how = 在 KryptoGO Studio 存入款項後，輸入 /till treasury fund <金額> <代幣>；取出之前，先輸入 /till treasury draw <金額> <代幣>。
treasury-fund-title = 🏦 存入：{ $amount }
treasury-draw-title = 🏦 準備取出：{ $amount }
treasury-line = { $community }，{ $by }，{ $when }
treasury-fund-asked = 需要第二位營運者在 KryptoGO Studio 看到它。那裡是否剛好收到這個金額？
treasury-fund-booked = ✅ 已記為業主的款項。
treasury-fund-cancelled = ✖️ 沒有入帳。
treasury-draw-asked = 已保留。請現在在 KryptoGO Studio 取出剛好這個金額，再回來這裡說明。
treasury-draw-booked = ✅ 已記為取出。
treasury-draw-cancelled = ✖️ 沒有取出，已不再保留。

canary-title = 🐤 測試匯款 { $code }：{ $amount }
canary-asked = 🐤 測試匯款 { $code } 已開始。卡片會傳到你的私訊，並問你收到了什麼。
canary-under-way-body = 會自動送出，走和每筆提領一樣的路。
canary-taken = 從業主的款項扣除：{ $amount }
canary-sent-body = 請看你的錢包和區塊鏈瀏覽器：在 { $chain } 上是否剛好收到 { $amount } 的這種代幣？你確認之後，提領才會開始。
canary-confirmed-body = ✅ 已確認：收到的完全一致。這種代幣的提領不再需要測試匯款。
canary-differs-body = 🛑 已回報：收到的不一樣，現在不再出款。請在 Studio 和區塊鏈瀏覽器比對代幣、鏈和單位。營運者用 /till resume 恢復出款之後，才能重新回答這筆測試匯款。
canary-asked-again = 先前回報收到的不一樣，之後營運者已恢復出款。請再看一次：在 { $chain } 上是否剛好收到 { $amount } 的這種代幣？目前不算已確認。
canary-unknown-body = 還不清楚是否送出。請比對 KryptoGO Studio 和區塊鏈瀏覽器；核准人用 /withdrawals 決定。
canary-unknown-own = 還不清楚是否送出。請查看 KryptoGO Studio 和區塊鏈瀏覽器。因為沒有其他核准人，由營運者決定：「確認已送出」需要它的交易；「確認沒有送出」要到 { $from } 之後。
canary-over-body = 沒有送出任何款項，金額已退回業主的款項。

outflow-open = ▶️ 已恢復出款。
outflow-paused = ⏸️ 不會送出任何款項：所有出款都已暫停。
outflow-since = 從 { $when } 起，由 { $by }
outflow-by-breaker = 系統自動：太多提領結果不明
outflow-by-solvency = 系統自動：帳上應付成員的多於錢包餘額
outflow-by-clock = Till 自己：機器和資料庫的時鐘不一致
outflow-by-canary = 收到的測試匯款和送出的不同
outflow-how = 收款照常進行。原因查明之後，營運者可以恢復；有兩位營運者時，需要兩位都同意。
outflow-asked = { $by } 想要恢復，還需要第二位營運者同意。

## 每一種「不行」，以及接下來怎麼做

refusal-address_burn = 沒有人持有這個地址的私鑰，送過去的款項會永遠遺失。請提供你自己錢包的地址。
refusal-address_character_wrong = 地址裡不會有「{ $character }」：0x 之後只有 0–9 和 a–f。請不要手動輸入，直接從錢包複製。
refusal-address_checksum_wrong = 這個地址有錯字：大小寫和內容對不起來。請從錢包重新複製，不要更改任何字元。
refusal-address_is_icap = 我不支援 ICAP 格式（XE…）的地址。請在錢包裡改用 0x 開頭的格式，再貼上。
refusal-address_is_key_or_hash = 這個長度是私鑰或交易雜湊。如果是你的私鑰，請立刻把裡面的資產移到新的錢包。請貼上你的地址：0x 加 40 個字元。
refusal-address_is_link = 這是連結，或是地址前面還有別的內容。請只貼上 0x 開頭的地址。
refusal-address_is_name = 我不能送到名稱，因為名稱可能換主人。請貼上它對應的 0x 開頭地址。
refusal-address_is_ours = 這是付款給我們用的地址，不是你的。請提供你自己錢包的地址。
refusal-address_is_token = 這是代幣的合約地址，送過去的款項會遺失。請提供你自己錢包的地址。
refusal-address_missing = 要送到哪裡？請貼上你的錢包地址：0x 加 40 個字元。
refusal-address_not_ascii = 這個地址裡有看不見的字元，或是長得像英文字母、數字的字元。請不要使用這個來源，改從你自己的錢包複製。
refusal-address_not_understood = 我看不懂這個地址。請只貼上地址、不要有空格：0x 加 40 個字元，只有 0–9 和 a–f。
refusal-address_other_chain = 這看起來是 { $chain } 的地址，我送出的款項到不了那裡。請提供 0x 開頭的地址。
refusal-address_prefix_wrong = 地址的開頭是 0x（數字零和小寫 x）。請從錢包重新複製，包含開頭。
refusal-address_too_long = 這個地址有 { $length } 個字元，應該是 42 個，所以多了一些。請從錢包重新複製。
refusal-address_too_short = 這個地址有 { $length } 個字元，應該是 42 個，所以少了一些。請從錢包複製完整的地址。
refusal-address_two = 這裡面有不只一個地址。請只貼上要收款的那一個。
refusal-address_zero = 這是零地址，不屬於任何人，送過去的款項會遺失。請提供你自己錢包的地址。
refusal-amount_not_understood = 我看不懂這個金額。請只用半形數字，需要時用小數點、最多兩位小數，例如 /pay 300 TWD 或 /pay 9.50 USD。
refusal-amount_too_small = 最小金額是 0.01，請輸入大一點的金額，例如 /pay 300 TWD。
refusal-amount_needs_currency = 是哪一種幣別？請加上 TWD 或 USD，例如 /pay 300 TWD。
refusal-anonymous_actor = 你匿名發言時，我看不出你是誰。請先暫時關閉匿名，或直接私訊我。
refusal-balance_too_small = 你的餘額是 { $available } { $symbol }，這筆需要 { $needed } { $symbol }。請減少金額，或用 /pay 儲值；訂單也可以用付款單上的地址付款。
refusal-command_not_understood = 我沒看懂。輸入 /help 看看每個指令怎麼寫。
refusal-command_too_old = 你送出時我不在線上，所以我沒有處理。如果還需要，請再送一次。
refusal-community_not_active = { $community } 目前不收款。你的餘額和訂單都很安全，請看 /balance 和 /orders。
refusal-community_frozen = { $community } 已被營運者凍結，目前不出款。你的餘額很安全，請看 /balance，並向營運者詢問何時開放。
refusal-community_not_found = 找不到「{ $words }」這個社群。請輸入完整名稱，或該群組中 /till status 顯示的代碼。
refusal-handoff_expired = 這個按鈕已經過期，請再輸入一次指令。
refusal-handoff_not_yours = 這個按鈕是別人的。請你自己輸入 /pay，就會有專屬於你的按鈕。
refusal-item_exists = 已經有代號是 { $slug } 的項目了，請換一個代號。
refusal-item_name_not_usable = 這個名稱不能用。代號須以英文字母開頭，只能用 a–z、0–9、- 和 _，最多 32 字；名稱最多 64 字。例如：/item add ticket 300 TWD 早鳥票
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
refusal-price_not_understood = 我看不懂這個價格。請用半形數字加幣別，例如：300 TWD 或 9.90 USD。
refusal-quote_expired = 訂單 { $code } 這次報價的時間已經結束。請先在付款單上重新報價，再用餘額付款。
refusal-too_many_open_orders = 你有 { $count } 筆未付款的訂單。請先付款或取消其中一筆：/orders
refusal-too_many_quotes = 訂單 { $code } 已經報價很多次了。請用 /pay 重新開始。
refusal-withdrawal_amount_comma = 金額請不要使用逗號，小數請用小數點，例如 1000 或 9.50。
refusal-withdrawal_amount_not_understood = 我看不懂這個金額。請只用半形數字，需要時用小數點、最多 { $decimals } 位小數，例如 25 或 9.5 { $symbol }，或輸入「全部」。
refusal-withdrawal_amount_too_fine = { $symbol } 最多 { $decimals } 位小數，而我不會四捨五入。請減少小數位數再輸入一次。
refusal-withdrawal_amount_zero = 這個金額是零。請輸入要收到多少 { $symbol }，或輸入「全部」。

## 給值班人員

alarm-line = 🚨 { $sentence }
alarm-about = 對象：{ $reference }
alarm-asset_not_accepted = KryptoGO 要求的代幣不是我們記帳的代幣，沒有顯示任何地址。請比對設定與 KryptoGO Studio。
alarm-contradiction_after_booking = KryptoGO 的回報和已入帳的付款矛盾。帳目沒有更動，請與 KryptoGO Studio 比對；核准人可用 /till review 更正。
alarm-discord_beginnings_low = 與 Discord 的連線重新建立得太頻繁，今天剩下的次數不多。次數用完後，Discord 上的指令要到明天才會有回應。
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

# --- payments in review: for approvers, and what the member reads after it ---
card-review_credited-title = 💰 已存入餘額
card-review_credited-body = 我們已經確認：{ $net } 已存入你的餘額。輸入 /balance 即可查看。
card-review_closed-title = 🙋 我們已經確認
card-review_closed-body = 這筆付款沒有成功，也沒有任何金額存入你的餘額。如果你確實付了款，請聯絡 { $community } 的管理者並提供訂單編號 { $code }。
card-review_closed-unshown = 沒有顯示過付款地址，沒有扣款。請稍後再用 /pay。
status-review_credited = 已確認，存入餘額
status-review_closed = 已確認並結案
news-review_closed = 🙋 訂單 { $code } 已確認：付款沒有成功，也沒有任何金額存入你的餘額。如果你確實付了款，請詢問 { $community } 的管理者。
button-to_balance = 💰 存入餘額…
button-close_review = 🗄 結案…
button-enter_net = 🧾 輸入淨額…
button-take_aside = 🏦 歸業主…
form-to_balance = 存入會員餘額
form-to_balance-amount = Studio 顯示的淨額
form-to_balance-amount-hint = 9.13
form-close_review = 將這筆付款結案
form-close_review-amount = 實際收到並留下的金額（沒有則填 0）
form-close_review-amount-hint = 0
form-enter_net = 輸入淨額
form-enter_net-amount = Studio 顯示的淨額
form-enter_net-amount-hint = 9.13
form-take_aside = 歸業主
form-take_aside-amount = 另外保管的款項中多少
form-take_aside-amount-hint = 9.13
review-title = 🙋 有一筆付款需要決定：訂單 { $code }
review-over-title = 🙋 訂單 { $code } 的付款：已決定
review-who = { $name }（{ $account }），{ $community }：{ $what }
review-why-fields_differ = 原因：KryptoGO 回報的內容和我們要求的不是同一筆。
review-why-asset_not_accepted = 原因：KryptoGO 要求的代幣我們並不支援。成員沒有看到任何地址。
review-why-received_missing = 原因：KryptoGO 說已付款，卻沒有說收到多少。
review-why-received_below_quote = 原因：KryptoGO 說已付款，但收到的金額少於要求。
review-why-net_above_received = 原因：KryptoGO 說結算給我們的比收到的還多。
review-why-refund_with_success = 原因：KryptoGO 對一筆成功的付款同時顯示退款。
review-why-transaction_seen_before = 原因：同一筆交易已經付過另一張訂單。
review-why-settling = 原因：款項已收到，但一天過去了 KryptoGO 仍未說明結算金額。
review-why-contradicted = 原因：KryptoGO 現在的回報和已入帳的不同。
review-quoted = 要求金額：{ $amount }
review-seen = KryptoGO（{ $when }）：{ $status }；收到 { $received }，淨額 { $net }，退款：{ $refunded }
review-no-refund = 沒有退款紀錄
review-intent = 付款編號：{ $intent }
review-how = 請在 KryptoGO Studio 查這個付款編號，然後按：
review-how-to_balance = • 存入餘額：這是會員的錢。輸入 Studio 顯示的淨額。
review-how-close_review = • 結案：這不是會員的錢，或已經退回。輸入實際收到並留下的金額，沒有則填 0。
review-how-enter_net = • 輸入淨額：輸入 Studio 顯示的淨額，照常入帳。
review-how-nothing = • 結案：沒有顯示過地址，不可能收到款項。請輸入 0。
review-correct-to_balance = • 存入餘額：這是會員的錢。輸入淨額總數，與已入帳的差額會補上。
review-correct-close_review = • 結案：這不是會員的錢，或已經退回。輸入留下的總數，沒有則填 0；已在餘額裡的會收回。
review-correct-enter_net = • 輸入淨額：輸入正確的淨額總數，與已入帳的差額會補上。
review-aside-to_balance = • 存入餘額：輸入另外保管的款項中，多少是會員的。
review-aside-take_aside = • 歸業主：輸入另外保管的款項中，多少成為業主的款項。
review-needed = 需要給出相同數字的人數：{ $needed }
review-said = { $names }：{ $what } { $amount }
review-done-to_balance = ✅ { $amount } 已存入會員餘額。
review-done-close_review = 🗄 已結案。另外保管，不屬於任何人的餘額：{ $amount }
review-done-enter_net = ✅ 淨額已入帳：{ $amount }
review-done-take_aside = 🏦 另外保管的款項（共 { $amount }）已歸業主。
review-aside = 目前另外保管，不屬於任何人的餘額：{ $amount }
review-decided = ✅ 訂單 { $code } 的付款已決定。
review-noted = 已記下訂單 { $code } 的意見。有 { $needed } 個人給出相同數字時生效。
reviews-none = 沒有等待決定的付款。
reviews-queue = 等待決定的付款：{ $count } 筆。卡片會傳到你和我的私訊。
refusal-own_payment = 這是你自己的付款，必須由別人決定。
refusal-review_amount_above = 這比可能收到的還多：最多 { $limit } { $symbol }。請和 Studio 核對後再輸入一次。
refusal-review_amount_zero = 這裡不能是 0。如果沒有收到款項，請按「結案」並輸入 0。
refusal-review_not_found = 找不到這筆付款。輸入 /till review 可查看等待決定的付款。
refusal-review_not_paid = KryptoGO 沒有回報訂單 { $code } 收到款項，所以不能存入餘額。請等它回報，或輸入 0 結案。
refusal-review_over = 訂單 { $code } 的付款（已經）不能這樣決定。輸入 /till review 可查看等待決定的付款。
refusal-review_without_token = 這筆付款沒有顯示過地址，不可能收到款項。請輸入 0 結案。
refusal-approvals_chat_public = 這裡其他人也看得到。核准人需要私人的聊天室：私人群組，或只有他們看得到的頻道。請在那裡輸入。
refusal-approvals_chat_taken = 這個聊天室屬於另一個社群的核准人，請換一個。
refusal-approver_account_taken = 這個帳號已經屬於某位核准人。輸入 /till approver list 查看。
refusal-approver_exists = 已經有叫 { $name } 的核准人了。要加入他的其他帳號：/till approver link
refusal-approver_not_found = 沒有叫 { $name } 的核准人。輸入 /till approver list 查看。
refusal-canary_too_soon = 24 小時內已經有一筆測試匯款。請等待，或在它的卡片上確認。
refusal-canary_reported = { $code } 已回報收到的不一樣。營運者要先用 /till resume 恢復出款，才能改變回答。
refusal-change_not_found = 找不到這項變更了。輸入 /till policy 查看預告的變更。
refusal-change_over = 這項變更已經結束：生效了、被否決了，或不再適用。輸入 /till policy 查看現行規則。
refusal-decided_already = { $code } 在這張卡片之後已有進展，所以這次沒有作用。輸入 /withdrawals 取得最新的卡片。
refusal-draft_expired = 這個預覽太舊了，沒有送出申請。請用 /withdraw 重新開始。
refusal-equity_too_small = 業主在這裡的款項是 { $equity } { $symbol }，這需要 { $needed } { $symbol }。請在 Studio 存入後輸入：/till treasury fund
refusal-draw_too_large = 最多可取出 { $limit } { $symbol }。
refusal-amount_missing = 請輸入金額，例如 500。
refusal-token_missing = 是哪一種代幣？請在最後加上：{ $tokens }。
refusal-hash_not_understood = 這不是交易雜湊：應為 0x 加 64 個 0–9 和 a–f 的字元。請從區塊鏈瀏覽器完整複製。
refusal-hash_taken = 這筆交易已經用來證明另一筆提領或付款。請再查看哪一筆才對。
refusal-not_approver = 只有這個社群的核准人能這麼做。營運者可用 /till approver add 指定。
refusal-own_withdrawal = 這是你自己的申請，必須由別人決定。請另一位核准人處理。
refusal-policy_not_understood = 我看不懂。輸入 /till policy 查看名稱和寫法，例如 500、24h 或 1, 2 from 500。
refusal-quarantine_not_over = 在 { $when } 之前它還可能送出，所以現在還不能說沒有送出。請到時候再查看。
refusal-reason_missing = 請輸入原因，讓其他人之後能理解。
refusal-second_person_needed = 這是你自己提出的，必須由另一位營運者確認 Studio 裡看到的內容。
refusal-sender_not_gone = 負責送出的程序可能還在執行。請先停止它，等三分鐘，再試一次。
refusal-too_many_withdrawals = 你有 { $most } 筆提領進行中，已達上限。請等待其中一筆，或在卡片上取消。
refusal-treasury_move_over = 這筆已經入帳或作廢了。輸入 /till treasury 查看帳目。
refusal-withdrawal_over = { $code } 已經不能決定了。輸入 /withdrawals 查看還能決定的。
refusal-withdrawal_not_cancellable = { $code } 已經不能取消了，請看卡片上的狀態。
refusal-withdrawal_not_found = 找不到這筆提領。輸入 /withdrawals 查看你的提領或待你決定的提領。
refusal-withdrawal_above_limit = 每次最多提領 { $limit } { $symbol }，請減少金額。
refusal-withdrawal_above_day = 24 小時內最多 { $limit } { $symbol }，還剩 { $left } { $symbol }。{ $when } 起會有更多額度，在那之前請減少金額。
refusal-withdrawal_below_minimum = 最小提領為 { $limit } { $symbol }。
refusal-withdrawals_no_approver = 還沒有指定可以核准的人。請聯絡社群的營運者，你的餘額很安全。
refusal-withdrawals_off = 這裡還沒有開啟提領。你的餘額很安全，請聯絡社群的營運者。
refusal-withdrawals_paused = 提領目前暫停。你的餘額很安全，請稍後再試。
refusal-wrong_chat = 這不是在這個聊天室決定的。請用核准聊天室裡的卡片，或在我們的私訊裡輸入 /withdrawals。
refusal-clocks_differ = 這台機器和資料庫的時鐘相差超過 30 秒，所以不能送出款項。請都與時間伺服器同步，再輸入 /till resume。
alarm-payment_unsettled = 有一筆付款一天前已收到，但 KryptoGO 還沒有說明結算金額。審核者可以輸入金額：/till review。
alarm-withdrawal_in_doubt = 不知道某筆提領是否已送出。在有權決定的人處理之前，款項會一直保留。
alarm-withdrawal_late_answer = 提領被列為結果不明之後，KryptoGO 才回覆。核准人的卡片上有這個回覆。
alarm-withdrawal_hash_twice = KryptoGO 對兩筆提領提供了同一筆交易，其中一筆現在視為不確定。
alarm-withdrawal_tampered = 某筆提領和核准時的內容不同。沒有送出任何款項，請查明是誰更改了資料。
alarm-correction_loss = 更正先前的決定造成社群的損失。請用 /till treasury 查看。
alarm-clock_skew = 這台機器和資料庫的時鐘不一致。請都與時間伺服器同步；超過 30 秒就不會送出任何款項。
alarm-treasury_short = KryptoGO 的錢包餘額不足以送出。請在 Studio 存入款項。
alarm-outflow_stopped = 所有出款已自動停止。成員的款項都有保留，請先查明原因再恢復。
alarm-transfers_unreachable = 連不上 KryptoGO 的轉帳功能。提領會等待，款項沒有遺失。
alarm-canary_differs = 收到的測試匯款和送出的不同，所有出款已停止。
alarm-canary_corrected = 一筆已確認的測試匯款後來查明沒有送出。在確認另一筆之前，這種代幣的提領會關閉。
