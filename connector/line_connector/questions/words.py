"""What people are told about questions, in the languages that cards know."""

from __future__ import annotations

from typing import NamedTuple

from line_connector.cards.words import Language


class QuestionWords(NamedTuple):
    """The words of one language; `{who}` and `{answer}` stand for what they say."""

    write: str
    """The button before an answer in words."""

    pick_date: str
    pick_time: str
    reminder: str
    noted: str
    """To whoever answered, and the chat."""

    noted_of: str
    """The same, where it is known who that was."""

    taken: str
    """To whoever taps after somebody answered."""

    taken_of: str
    expired: str
    cancelled: str
    not_allowed: str
    not_valid: str
    """About a button that was made up, altered, or is another chat's."""

    write_now: str
    """After a tap on the button before an answer in words."""


WORDS: dict[Language, QuestionWords] = {
    "en": QuestionWords(
        *("Answer", "Pick a date", "Pick a time", "Reminder"),
        *("Answer: {answer}", "{who} answered: {answer}"),
        *("This was answered already: {answer}", "{who} answered this already: {answer}"),
        *("It is too late: this question has expired.", "This question was withdrawn."),
        *("You cannot answer this question.", "This button is not valid here."),
        "Send your answer as your next message.",
    ),
    "ja": QuestionWords(
        *("回答する", "日付を選択", "時刻を選択", "リマインダー"),
        *("回答: {answer}", "{who}さんの回答: {answer}"),
        *("すでに回答済みです: {answer}", "{who}さんがすでに回答しました: {answer}"),
        *("この質問は期限が切れています。", "この質問は取り消されました。"),
        *("あなたはこの質問に回答できません。", "このボタンはここでは無効です。"),
        "次のメッセージで回答を送信してください。",
    ),
    "th": QuestionWords(
        *("ตอบ", "เลือกวันที่", "เลือกเวลา", "แจ้งเตือนอีกครั้ง"),
        *("คำตอบ: {answer}", "{who} ตอบว่า: {answer}"),
        *("คำถามนี้มีคำตอบแล้ว: {answer}", "{who} ตอบคำถามนี้แล้ว: {answer}"),
        *("คำถามนี้หมดเวลาแล้ว", "คำถามนี้ถูกยกเลิกแล้ว"),
        *("คุณไม่มีสิทธิ์ตอบคำถามนี้", "ปุ่มนี้ใช้ที่นี่ไม่ได้"),
        "โปรดส่งคำตอบเป็นข้อความถัดไป",
    ),
    "zh-TW": QuestionWords(
        *("回答", "選擇日期", "選擇時間", "提醒"),
        *("回答: {answer}", "{who} 的回答: {answer}"),
        *("此問題已有回答: {answer}", "{who} 已回答: {answer}"),
        *("此問題已逾期。", "此問題已取消。"),
        *("您無法回答此問題。", "此按鈕在這裡無效。"),
        "請以下一則訊息傳送您的回答。",
    ),
    "ko": QuestionWords(
        *("답변하기", "날짜 선택", "시간 선택", "알림"),
        *("답변: {answer}", "{who}님의 답변: {answer}"),
        *("이미 답변되었습니다: {answer}", "{who}님이 이미 답변했습니다: {answer}"),
        *("이 질문은 기한이 지났습니다.", "이 질문은 취소되었습니다."),
        *("이 질문에 답변할 수 없습니다.", "이 버튼은 여기에서 유효하지 않습니다."),
        "다음 메시지로 답변을 보내 주세요.",
    ),
    "id": QuestionWords(
        *("Jawab", "Pilih tanggal", "Pilih waktu", "Pengingat"),
        *("Jawaban: {answer}", "{who} menjawab: {answer}"),
        *("Sudah dijawab: {answer}", "{who} sudah menjawab: {answer}"),
        *("Waktu untuk menjawab sudah habis.", "Pertanyaan ini dibatalkan."),
        *("Anda tidak dapat menjawab pertanyaan ini.", "Tombol ini tidak berlaku di sini."),
        "Kirim jawaban Anda sebagai pesan berikutnya.",
    ),
    "ar": QuestionWords(
        *("إجابة", "اختر تاريخا", "اختر وقتا", "تذكير"),
        *("الإجابة: {answer}", "أجاب {who}: {answer}"),
        *("تمت الإجابة من قبل: {answer}", "أجاب {who} من قبل: {answer}"),
        *("انتهت مهلة الإجابة عن هذا السؤال.", "تم إلغاء هذا السؤال."),
        *("لا يمكنك الإجابة عن هذا السؤال.", "هذا الزر غير صالح هنا."),
        "أرسل إجابتك في رسالتك التالية.",
    ),
}
