"""What is wrong with something a person wrote (settings, a facts file), each fault in one Chinese clause."""

from typing import Any

from pydantic import BaseModel, ValidationError


def faults_of(fault: ValidationError, model: type[BaseModel]) -> list[str]:
    """Say each fault: where it stands, what is wrong, and what may be written instead."""
    return [_say(error, model) for error in fault.errors(include_url=False)]


def _say(error: Any, model: type[BaseModel]) -> str:  # noqa: PLR0911 - one line for each kind of fault
    place = ".".join(map(str, error["loc"]))
    where, given = f"“{place}”" if place else "全文", error["input"]
    match error["type"]:
        case "extra_forbidden":
            known = f"（可用：{'、'.join(model.model_fields)}）" if len(error["loc"]) == 1 else ""
            return f"没有{where}这一项{known}"
        case "missing":
            return f"缺少{where}"
        case "literal_error" | "enum":
            return f"{where}不能写 {given}，可用：{error['ctx']['expected'].replace(' or ', '、')}"
        case "json_invalid":
            return "不是合格的 JSON"
        case "int_parsing" | "int_type":
            return f"{where}应为整数，不是 {given}"
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            sign = {"ge": "不小于", "le": "不大于", "gt": "大于", "lt": "小于"}
            limits = "、".join(f"{sign[name]} {limit}" for name, limit in error["ctx"].items() if name in sign)
            return f"{where}应{limits}，不是 {given}"
        case "value_error" if not str(error["ctx"]["error"]).isascii():  # our own, said in Chinese
            return f"{where}：{error['ctx']['error']}"
        case _:
            return f"{where}的写法不对：{str(given)[:60]}"
