"""The few words that cards bring along, in the languages they know."""

from __future__ import annotations

from typing import Literal, NamedTuple

Language = Literal["en", "ja", "th", "zh-TW", "ko", "id", "ar"]


class Words(NamedTuple):
    """The words of one language."""

    info: str
    success: str
    warning: str
    error: str
    critical: str
    order: str
    receipt: str
    total: str
    tax: str
    paid_with: str
    address: str
    requested_by: str
    approve: str
    deny: str
    details: str
    track: str
    more: str
    """A note of how many were left out: `{count}` stands for the number."""

    def and_more(self, count: int) -> str:
        """Return the note that so many were left out."""
        return self.more.format(count=count)


WORDS: dict[Language, Words] = {
    "en": Words(
        *("Info", "Success", "Warning", "Error", "Critical"),
        *("Order", "Receipt", "Total", "Tax", "Paid with", "Ship to"),
        *("Requested by", "Approve", "Deny", "Details", "Track shipment"),
        "… and {count} more",
    ),
    "ja": Words(
        *("お知らせ", "成功", "警告", "エラー", "重大"),
        *("ご注文", "領収書", "合計", "税", "お支払い方法", "お届け先"),
        *("申請者", "承認", "却下", "詳細", "配送状況を確認"),
        "… 他{count}件",
    ),
    "th": Words(
        *("ข้อมูล", "สำเร็จ", "คำเตือน", "ข้อผิดพลาด", "วิกฤต"),
        *("คำสั่งซื้อ", "ใบเสร็จรับเงิน", "ยอดรวม", "ภาษี", "ชำระด้วย", "ที่อยู่จัดส่ง"),
        *("ผู้ขอ", "อนุมัติ", "ปฏิเสธ", "รายละเอียด", "ติดตามพัสดุ"),
        "… และอีก {count} รายการ",
    ),
    "zh-TW": Words(
        *("通知", "成功", "警告", "錯誤", "嚴重"),
        *("訂單", "收據", "總計", "稅額", "付款方式", "收件地址"),
        *("申請人", "核准", "拒絕", "詳細資訊", "追蹤貨件"),
        "… 還有 {count} 項",
    ),
    "ko": Words(
        *("알림", "성공", "경고", "오류", "심각"),
        *("주문", "영수증", "합계", "세금", "결제 수단", "배송지"),
        *("요청자", "승인", "거절", "자세히 보기", "배송 조회"),
        "… 외 {count}건",
    ),
    "id": Words(
        *("Info", "Berhasil", "Peringatan", "Galat", "Kritis"),
        *("Pesanan", "Struk", "Total", "Pajak", "Dibayar dengan", "Alamat pengiriman"),
        *("Diminta oleh", "Setujui", "Tolak", "Detail", "Lacak pengiriman"),
        "… dan {count} lainnya",
    ),
    "ar": Words(
        *("معلومة", "نجاح", "تحذير", "خطأ", "حرج"),
        *("الطلب", "إيصال", "الإجمالي", "الضريبة", "طريقة الدفع", "عنوان التوصيل"),
        *("مقدم الطلب", "موافقة", "رفض", "التفاصيل", "تتبع الشحنة"),
        "… و{count} أخرى",
    ),
}
