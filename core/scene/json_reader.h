// JsonReader: values out of JSON that somebody else may have written, each checked; what is wrong is said in words.
#pragma once

#include "core/error.h"
#include "core/explain/map.h"
#include "core/scene/words.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// One object of the scene; names in messages are as in the file: "view.layer".
class JsonReader {
public:
    using Json = nlohmann::json;

    JsonReader(const Json& json, std::string scene, std::string path)
        : m_json(json), m_scene(std::move(scene)), m_path(std::move(path)) {}

    JsonReader object(const char* key) const {
        static const Json empty = Json::object();
        const Json* json = find(key);
        if (json && !json->is_object())
            wrong(key, "must be an object, { ... }");
        return {json ? *json : empty, m_scene, name(key) + "."};
    }
    const Json* find(const char* key) const {
        const auto found = m_json.find(key);
        return found == m_json.end() || found->is_null() ? nullptr : &*found;
    }
    [[noreturn]] void wrong(const char* key, const std::string& why) const {
        throw Error(m_scene, name(key) + " " + why);
    }

    int integer(const char* key, const Json& json, int64_t low, int64_t high) const {
        const bool whole =
            json.is_number_integer() && (!json.is_number_unsigned() || json.get<uint64_t>() <= uint64_t(INT64_MAX));
        if (!whole || json.get<int64_t>() < low || json.get<int64_t>() > high)
            wrong(key, "must be a whole number from " + std::to_string(low) + " to " + std::to_string(high));
        return int(json.get<int64_t>());
    }
    double number(const char* key, const Json& json, double low, double high) const {
        if (!json.is_number() || !(json.get<double>() >= low && json.get<double>() <= high))
            wrong(key, "must be a number from " + shortestText(low) + " to " + shortestText(high));
        return json.get<double>();
    }
    std::vector<double> numbers(const char* key, size_t count) const {
        const Json& json = *find(key);
        if (!json.is_array() || json.size() != count)
            wrong(key, "must be a list of " + std::to_string(count) + " numbers");
        std::vector<double> values;
        for (const Json& item : json)
            values.push_back(number(key, item, -1e9, 1e9));
        return values;
    }
    Cell cell(const char* key, const Json& json) const {
        if (!json.is_array() || json.size() != 2)
            wrong(key, "must be a patch, [row, column]");
        return {integer(key, json[0], 0, maxIndex), integer(key, json[1], 0, maxIndex)};
    }

    void read(const char* key, int& value, int low, int high) const {
        if (const Json* json = find(key))
            value = integer(key, *json, low, high);
    }
    void read(const char* key, std::optional<int>& value, int low, int high) const {
        if (const Json* json = find(key))
            value = integer(key, *json, low, high);
    }
    void read(const char* key, double& value, double low, double high) const {
        if (const Json* json = find(key))
            value = number(key, *json, low, high);
    }
    void read(const char* key, bool& value) const {
        if (const Json* json = find(key)) {
            if (!json->is_boolean())
                wrong(key, "must be true or false");
            value = json->get<bool>();
        }
    }
    void read(const char* key, std::string& value, size_t longest = 4096) const {
        if (const Json* json = find(key)) {
            if (!json->is_string() || json->get_ref<const std::string&>().size() > longest)
                wrong(key, "must be a short text");
            value = json->get<std::string>();
            if (value.find('\0') != value.npos)
                wrong(key, "must be a text without NUL characters");
        }
    }
    uint64_t seed(const char* key) const {
        const Json& json = *find(key);
        if (!json.is_number_unsigned())
            wrong(key, "must be a whole number from 0 to 18446744073709551615");
        return json.get<uint64_t>();
    }
    template <class T, size_t n>
    T word(const char* key, const Json& json, const std::array<Word<T>, n>& words) const {
        std::string all;
        for (const Word<T>& word : words) {
            if (json.is_string() && json.get_ref<const std::string&>() == word.text)
                return word.value;
            all += (all.empty() ? "" : ", ") + std::string(word.text);
        }
        wrong(key, "must be one of " + all);
    }
    template <class T, size_t n>
    void read(const char* key, T& value, const std::array<Word<T>, n>& words) const {
        if (const Json* json = find(key))
            value = word(key, *json, words);
    }
    template <class T, size_t n>
    void read(const char* key, std::optional<T>& value, const std::array<Word<T>, n>& words) const {
        if (const Json* json = find(key))
            value = word(key, *json, words);
    }

private:
    std::string name(const char* key) const { return m_path + key; }

    const Json& m_json;
    std::string m_scene;
    std::string m_path;
};

}  // namespace vitrine
