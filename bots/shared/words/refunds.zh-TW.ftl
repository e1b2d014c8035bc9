### 訂單退款，以及社群的設定。

card-refunded-title = ↩️ 已退款
card-refunded-body = { $back } 已存入你在 { $community } 的餘額，購買的內容已收回。/balance 查看餘額，/withdraw 可以提領。
status-refunded = 已退款至餘額
news-refunded = ↩️ 訂單 { $code } 已退款：{ $back } 已存入你在 { $community } 的餘額。
thanks = 💛 感謝支持！訂單 { $code } 已付款。
alarm-refund_short = 有買家等待退款，但業主的資金不足。請在 KryptoGO Studio 存入資金，再使用 /till treasury fund
refusal-manager_exists = { $name } 已經是這家店的店長，或其中一個帳號屬於另一位店長。
refusal-manager_not_found = 這家店沒有叫做 { $name } 的店長。/till manager 會列出店長。
refusal-order_code_twice = 你的多個社群都有訂單 { $code }。請在你要找的那個社群的聊天室中輸入。
refusal-own_refund = 訂單 { $code } 是你自己的，必須由別人退款。
refusal-phrase_not_usable = 暗語須為一行 1 到 { $most } 個一般字元，不含連結與 @。請換一個。
refusal-refund_above_day = 這個社群 24 小時內最多可支出 { $limit } { $symbol }（包含退款），目前還剩 { $left } { $symbol }。{ $when } 起會有更多額度。
refusal-refund_by_people = 訂單 { $code } 目前沒有可以自行取回的交付項目。請詢問這家店的管理者：核准人可以退款。
refusal-refund_delivered = 訂單 { $code } 已經交付。如果有問題，請詢問這家店的管理者：核准人可以退款。
refusal-refund_not_paid = 訂單 { $code } 尚未付款，沒有可以退還的款項。/where { $code } 會說明目前狀況。
refusal-refund_not_settled = KryptoGO 還沒有說明訂單 { $code } 的實收金額。請等結算完成（通常只要幾分鐘）後再試一次。
refusal-refund_nothing = 訂單 { $code } 沒有任何可以退還給買家的入帳。
refusal-refund_short = 這家店目前無法退還訂單 { $code }。已通知管理者處理；請明天再試一次。
refusal-refund_too_early = 如果訂單 { $code } 在 { $when } 前仍未交付，你就可以取回款項。在此之前，這家店還有時間交付。
refusal-refund_top_up = 訂單 { $code } 是儲值：款項已經在餘額裡，可以用 /withdraw 提領。
refusal-time_zone_unknown = 不認得時區「{ $words }」。請輸入像 Asia/Taipei 或 UTC 這樣的名稱。
